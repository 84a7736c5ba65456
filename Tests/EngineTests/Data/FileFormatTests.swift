import Engine
import Testing

@Suite struct FileKindTests {
  @Test(
    arguments: [
      ("png/grey8.png", .png), ("jpeg/grey.jpg", .jpeg), ("npy/f4.npy", .npy), ("npz/savez.npz", .npz),
      ("gzip/two-members.gz", .gzip),
    ] as [(String, FileKind)])
  func toldByTheFirstBytes(_ name: String, _ kind: FileKind) throws {
    #expect(FileKind(sniffing: try DataFixtures.bytes(name)) == kind)
  }

  @Test func toldByText() {
    #expect(FileKind(sniffing: Array("P5 1 1".utf8)) == .portablePixmap)
    #expect(FileKind(sniffing: Array("P3#".utf8)) == .portablePixmap)
    #expect(FileKind(sniffing: Array("P5x".utf8)) == .unknown)
    #expect(FileKind(sniffing: Array("Paul".utf8)) == .unknown)
    #expect(FileKind(sniffing: [0, 0, 8, 3, 0, 0, 0, 1]) == .idx)
    #expect(FileKind(sniffing: [0, 0, 7, 3]) == .unknown)
    #expect(FileKind(sniffing: [] as [UInt8]) == .unknown)
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
    #expect(error?.message == "cat.png is a WebP picture, and a PNG, JPEG, PGM or PPM picture is wanted")
    let text = #expect(throws: FileError.self) { try PixelImage.decode(Array("hello".utf8), path: "cat.png") }
    #expect(
      text?.message
        == "cat.png is text, and a PNG, JPEG, PGM or PPM picture is wanted")
    let other = #expect(throws: FileError.self) { try PixelImage.decode([1, 2, 0, 255], path: "cat.png") }
    #expect(
      other?.message
        == "cat.png starts with the bytes 01 02 00 FF, and a PNG, JPEG, PGM or PPM picture is wanted")
  }
}
