import Engine
import Testing

@Suite struct PortablePixmapTests {
  private func decode(_ text: String, _ samples: [UInt8] = []) throws -> PixelImage {
    try PortablePixmap.decode(Array(text.utf8) + samples)
  }

  @Test func decodesGreyText() throws {
    let image = try decode("P2\n# a comment\n3 2 # another\n255\n0 1 2\n253 254 255\n")
    #expect(image == PixelImage(width: 3, height: 2, channels: 1, pixels: [0, 1, 2, 253, 254, 255]))
  }

  @Test func decodesColourText() throws {
    let image = try decode("P3 1 2 255 1 2 3 4 5 6")
    #expect(image == PixelImage(width: 1, height: 2, channels: 3, pixels: [1, 2, 3, 4, 5, 6]))
  }

  @Test func decodesGreyBytes() throws {
    // 35 is '#', 10 a line feed: after the header they are samples.
    let image = try decode("P5\n3 1\n255\n", [35, 10, 32])
    #expect(image == PixelImage(width: 3, height: 1, channels: 1, pixels: [35, 10, 32]))
  }

  @Test func decodesColourBytes() throws {
    let image = try decode("P6 2 1 255 ", [9, 8, 7, 6, 5, 4])
    #expect(image == PixelImage(width: 2, height: 1, channels: 3, pixels: [9, 8, 7, 6, 5, 4]))
  }

  @Test func roundsOtherMaxima() throws {
    // value · 255 / 15, and value · 255 / 1000 with 0.255, 127.5 and 254.745.
    #expect(try decode("P2 3 1 15 0 7 15").pixels == [0, 119, 255])
    let wide = try decode("P5 3 1 1000\n", [0, 1, 1, 0xF4, 3, 0xE7])
    #expect(wide.pixels == [0, 128, 255])
  }

  @Test(
    arguments: [
      ("P5 3 1 255\n\u{1}\u{2}", .truncated), ("P2 3 1 255 1 2", .truncated), ("P2 3", .truncated),
      ("P5 100000 100000 255\n", .truncated), ("P2 2 1 255 1 256", .corrupt),
      ("P5 2 1 100\n\u{1}\u{65}", .corrupt),
      ("P5 0 1 255\n", .corrupt),
      ("P5 1 1 65536\nab", .corrupt), ("P5 1 1 0\na", .corrupt), ("P2 x 1 255 1", .corrupt),
      ("P5 1 1 255x", .corrupt), ("P2 1 -1 255 1", .corrupt), ("P5 200000000 200000000 255\n", .truncated),
      ("P6 2000000000 2000000000 255\n", .tooLarge), ("P4 1 1\na", .wrongKind), ("", .empty),
    ] as [(String, FileError.Code)])
  func damageIsTold(_ text: String, _ code: FileError.Code) {
    #expect(fileErrorCode { try PortablePixmap.decode(Array(text.utf8), limit: .max) } == code)
  }

  /// Netpbm's "plain" and "raw" files may hold several pictures; Pillow reads the first.
  @Test(
    arguments: [
      ("P5 1 1 255\nab", "1 byte at the end of x.pgm is left out"),
      ("P2 1 1 255 97 2", "1 byte at the end of x.pgm is left out"),
      (
        "P5 1 1 255\naP5 1 1 255\nb", "another picture follows the first in x.pgm, and only the first is read"
      ),
    ])
  func whatFollowsIsLeftOutWithARemark(_ text: String, _ sentence: String) throws {
    let remarks = FileRemarks()
    #expect(try PortablePixmap.decode(Array(text.utf8), path: "x.pgm", remarks: remarks).pixels == [97])
    #expect(remarks.sentences == [sentence])
  }

  /// value · 65535 / 1000 is 65.535, 32767.5 and 65469.465.
  @Test func sixteenBitsAreKeptWhereTheyAreWanted() throws {
    let bytes = "P5 3 1 1000\n".utf8 + [0, 1, 1, 0xF4, 3, 0xE7]
    let image = try PortablePixmap.decode(Array(bytes), keepingDepth: true)
    #expect(image.bytesPerSample == 2)
    #expect(try Tensor(image).elements == [66, 32768, 65469])
    #expect(try Tensor(PortablePixmap.decode(Array("P2 1 1 255 7".utf8), keepingDepth: true)).dtype == .uint8)
  }

  /// 500 of 1000 is a half, and 50 of 100 too; 32768 of 65535 is not.
  @Test(arguments: [
    "P2 3 1 1000 0 500 1000", "P2 3 1 100 0 50 100", "P2 3 1 65534 0 32767 65534", "P2 3 1 2 0 1 2",
  ])
  func fractionsAreOfTheFilesOwnMaximum(_ text: String) throws {
    let image = try PixelImage.decode(Array(text.utf8), keepingDepth: true, result: .fractions)
    #expect(try Tensor(unitPixels: image).elements == [0, 0.5, 1])
  }

  @Test func boundsThePixelsByTheLimit() throws {
    let bytes = Array("P2 2 2 1 0 1 1 0".utf8)
    #expect(try PortablePixmap.decode(bytes, limit: 4).pixels == [0, 255, 255, 0])
    #expect(fileErrorCode { try PortablePixmap.decode(bytes, limit: 3) } == .tooLarge)
  }
}
