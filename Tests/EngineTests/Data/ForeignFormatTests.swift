import Testing

@testable import Engine

/// What is not read is named, with a way to something that is.
@Suite struct ForeignFormatTests {
  private func failure(_ bytes: [UInt8], _ path: String) -> FileError {
    ForeignFormat.error(bytes, path: path)
  }

  @Test(
    arguments: [
      ("x.bmp", "a BMP picture"), ("x.gif", "a GIF picture"), ("x.webp", "a WebP picture"),
      ("x.tiff", "a TIFF picture"), ("old.pth", "a PyTorch file"), ("x.pkl", "a Python pickle"),
    ])
  func filesThatOtherProgramsMade(_ name: String, _ kind: String) throws {
    let error = failure(try DataFixtures.bytes("foreign/\(name)"), name)
    #expect(error.code == .wrongKind && error.message == "\(name) is \(kind), which cannot be read")
    #expect(error.help != nil)
  }

  @Test func pyTorchAndTheWayOut() throws {
    for (file, named) in [("new.pt", "w.pt"), ("new.pt", "w"), ("old.pth", "w.pth")] {
      let path = "/tmp/\(named)"
      let bytes = try DataFixtures.bytes("foreign/\(file)")
      let error = #expect(throws: FileError.self) {
        if NumPyArchive.recognizes(FileStart(bytes)) { _ = try NumPyArchive.decode(bytes, path: path) }
        throw ForeignFormat.error(bytes, path: path)
      }
      #expect(error?.message == "\(path) is a PyTorch file, which cannot be read")
      #expect(
        error?.help?.contains(
          "safetensors.torch.save_file(torch.load(\"\(path)\", weights_only=True), \"/tmp/w.safetensors\")")
          == true)
    }
  }

  /// One way tells what a file is, whoever wanted another.
  @Test func whatReadsPicturesSaysTheSame() throws {
    let bytes = try DataFixtures.bytes("foreign/new.pt")
    let error = #expect(throws: FileError.self) { try PixelImage.decode(bytes, path: "w.pt") }
    #expect(error?.message == "w.pt is a PyTorch file, which cannot be read")
    #expect(error?.help == ForeignFormat.torch("w.pt"))
    let archive = try DataFixtures.bytes("npz/savez.npz")
    let other = #expect(throws: FileError.self) { try PixelImage.decode(archive, path: "a.npz") }
    #expect(other?.message.hasPrefix("a.npz is a zip or NumPy archive (.npz), and not a PNG") == true)
    #expect(other?.help == "load(\"a.npz\") reads it")
  }

  @Test(
    arguments: [
      ("<!DOCTYPE html><html>", "x.npy", "a web page (HTML)"),
      ("\n <HTML>", "x.png", "a web page (HTML)"),
      ("P4 8 1\n\u{1}", "x.pbm", "a PBM or PAM picture"), ("%PDF-1.7", "x.pdf", "a PDF document"),
      ("some words", "x.txt", "text"),
      (
        "version https://git-lfs", "x.npy",
        "a Git LFS pointer (the file itself was not fetched)"
      ),
      ("\u{8}\u{7}\u{12}\u{7}pytorch", "net.onnx", "an ONNX model"),
      ("\u{0}\u{1}\u{2}", "x.h5", "an HDF5 or Keras file"),
      ("BZh91AY", "x.npy.bz2", "compressed with bzip2"), ("GGUF\u{3}", "x.gguf", "a GGUF model"),
    ])
  func toldByContentAndByEnding(_ content: String, _ path: String, _ kind: String) {
    #expect(failure(Array(content.utf8), path).message == "\(path) is \(kind), which cannot be read")
  }

  @Test func whatNobodyKnowsShowsItsBytes() {
    let error = failure([1, 2, 0, 255], "x.bin")
    #expect(
      error.message
        == "x.bin is of an unknown kind (it starts with the bytes 01 02 00 FF), which cannot be read"
    )
    #expect(error.help == ".npy, .npz, .safetensors, IDX, PNG, JPEG, PGM, PPM and .csv files are read")
  }

  @Test func recordsOfGamesHaveTheirOwnReader() {
    let error = failure(Array("(;SZ[9];B[aa])".utf8), "g.sgf")
    #expect(
      error.message == "g.sgf is a game record (SGF), and `load` reads arrays, networks and pictures")
    #expect(error.help == "sgf(\"g.sgf\") gives a position, go_games(\"g.sgf\") a data set")
  }

  @Test func endingsAreTakenInCapitalsToo() {
    #expect(FilePath.ending(of: "a.b/C.NPY") == "npy" && FilePath.ending(of: "a.b/C") == "")
    #expect(FilePath.stem(of: "a.b/C.NPY") == "a.b/C" && FilePath.stem(of: "x") == "x")
  }
}
