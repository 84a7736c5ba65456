import Testing

@testable import Engine

@Suite struct FileFormatTests {
  private func isTold(_ bytes: [UInt8], as format: (any FileFormat.Type)?, path: String = "") -> Bool {
    FileFormats.format(of: bytes, path: path) == format
  }

  @Test(
    arguments: [
      ("png/grey8.png", "a PNG picture"), ("jpeg/grey.jpg", "a JPEG picture"),
      ("npy/f4.npy", "a NumPy array (.npy)"),
      ("npz/savez.npz", "a zip or NumPy archive (.npz)"), ("gzip/two-members.gz", "a gzip file"),
    ])
  func toldByTheFirstBytes(_ name: String, _ description: String) throws {
    #expect(FileFormats.format(of: try DataFixtures.bytes(name))?.description == description)
  }

  @Test func toldByText() {
    #expect(isTold(Array("P5 1 1".utf8), as: PortablePixmap.self))
    #expect(isTold(Array("P3#".utf8), as: PortablePixmap.self))
    #expect(isTold(Array("P5x".utf8), as: nil))
    #expect(isTold(Array("Paul".utf8), as: nil))
    #expect(isTold([0, 0, 8, 3, 0, 0, 0, 1], as: IDXFile.self))
    #expect(isTold([0, 0, 7, 3], as: nil))
    #expect(isTold(Array("\u{FEFF} (;SZ[9])".utf8), as: SGFFormat.self))
    #expect(isTold([], as: nil))
  }

  /// A list of formats that contradicts itself would write a file that is not read.
  @Test func endingsAndNamesAreOfOneFormatEach() {
    let endings = FileFormats.all.flatMap { $0.endings }
    #expect(Set(endings).count == endings.count)
    #expect(endings.allSatisfy { $0 == $0.lowercased() && !$0.hasPrefix(".") && !$0.isEmpty })
    let names = FileFormats.all.flatMap { $0.names }
    #expect(Set(names).count == names.count && !names.contains(""))
    for format in FileFormats.writable {
      #expect(format is any ReadableFormat.Type, "\(format.description) is written and not read")
      #expect(!format.endings.isEmpty)
    }
  }

  /// What is written is told by its content and read again, whatever the format.
  @Test func whatIsWrittenIsRead() throws {
    let tensor = try Tensor([0, 0.25, 0.5, 1] as [Double], [2, 2])
    for format in FileFormats.writable {
      let path = "x." + (format.endings.first ?? "")
      let job = FileJob(path, in: Execution())
      var files: [[UInt8]] = []
      if let format = format as? any TensorFormat.Type {
        files.append(try format.parts(of: tensor, job).bytes)
      }
      if let format = format as? any RecordFormat.Type {
        files.append(try format.parts(of: [("a", tensor)], job).bytes)
      }
      #expect(!files.isEmpty)
      for file in files {
        #expect(isTold(file, as: format, path: path))
        let reader = try #require(format as? any ReadableFormat.Type)
        switch try reader.content(of: file, job) {
        case .array(let array): #expect(try Tensor(array).elements == tensor.elements)
        case .archive(let archive): #expect(try Tensor(#require(archive["a"])).elements == tensor.elements)
        case .tensors(let file): #expect(try Tensor(#require(file["a"])).elements == tensor.elements)
        case .picture(let image): #expect(image.pixels == [0, 64, 128, 255])
        }
      }
    }
  }

  @Test func wordsForLists() {
    #expect(FileFormats.pictureNames("or") == "PNG, JPEG, PGM or PPM")
    #expect(FileFormats.endings(for: .network) == ".safetensors")
    #expect(FileFormats.endings(for: .record) == ".npz or .safetensors")
    #expect(FileFormats.sort(named: "a/b.JPG") == .picture && FileFormats.sort(named: "x.onnx") == .network)
    #expect(FileFormats.sort(named: "x.fov") == nil && FileFormats.sort(named: "x") == nil)
  }

  @Test func picturesAreReadByContentNotByName() throws {
    let image = try PixelImage.decode(try DataFixtures.bytes("png/grey8.png"), path: "cat.jpg")
    #expect(image.channels == 1)
    #expect(try PixelImage.decode(try DataFixtures.bytes("jpeg/rgb.jpg"), path: "cat.png").channels == 3)
    #expect(try PixelImage.decode(Array("P2 1 1 9 9".utf8)).pixels == [255])
  }

  @Test func namesFormatsThatAreNotRead() {
    let webp = Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8)
    let error = #expect(throws: FileError.self) { try PixelImage.decode(webp, path: "cat.png") }
    #expect(error?.message == "cat.png is a WebP picture, and not a PNG, JPEG, PGM or PPM picture")
    let text = #expect(throws: FileError.self) { try PixelImage.decode(Array("hello".utf8), path: "cat.png") }
    #expect(
      text?.message
        == "cat.png is text, and not a PNG, JPEG, PGM or PPM picture")
    let other = #expect(throws: FileError.self) { try PixelImage.decode([1, 2, 0, 255], path: "cat.png") }
    #expect(
      other?.message
        == "cat.png starts with the bytes 01 02 00 FF, and not a PNG, JPEG, PGM or PPM picture")
  }
}
