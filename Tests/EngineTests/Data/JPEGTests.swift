import Engine
import Testing

@Suite struct JPEGTests {
  /// Decoders may round the cosine transform differently, by one step or two.
  @Test(arguments: ["rgb", "rgb-420", "progressive", "grey"])
  func agreesWithPillow(_ name: String) throws {
    let expected = try #require(try DataFixtures.arrays("jpeg/expected.npz")[name])
    let image = try JPEG.decode(try DataFixtures.bytes("jpeg/\(name).jpg"))
    #expect([image.height, image.width, image.channels] == expected.shape)
    #expect(largestDifference(image.pixels, Array(expected.bytes)) <= 2)
  }

  @Test func staysCloseToThePictureThatWasEncoded() throws {
    let original = try #require(try DataFixtures.arrays("jpeg/expected.npz")["original"])
    let image = try JPEG.decode(try DataFixtures.bytes("jpeg/rgb.jpg"))
    #expect(largestDifference(image.pixels, Array(original.bytes)) <= 12)
  }

  @Test func acceptsPaddingBeforeTheEnd() throws {
    let plain = try JPEG.decode(try DataFixtures.bytes("jpeg/rgb.jpg"))
    #expect(try JPEG.decode(try DataFixtures.bytes("jpeg/padded.jpg")) == plain)
  }

  @Test func refusesColoursForPrinting() throws {
    let bytes = try DataFixtures.bytes("jpeg/cmyk.jpg")
    let error = #expect(throws: FileError.self) { try JPEG.decode(bytes, path: "p.jpg") }
    #expect(error?.code == .unsupported)
    #expect(
      error?.help?.contains("Image.open(\"p.jpg\").convert(\"RGB\").save(\"p.png\")") == true)
  }

  @Test(arguments: ["rgb", "progressive", "grey"])
  func everyTruncationIsAnError(_ name: String) throws {
    let bytes = try DataFixtures.bytes("jpeg/\(name).jpg")
    for count in 0..<bytes.count {
      let code = fileErrorCode { try JPEG.decode(Array(bytes.prefix(count))) }
      let expected: FileError.Code = count == 0 ? .empty : count < 3 ? .wrongKind : .truncated
      #expect(code == expected, "cut after \(count) bytes")
    }
  }

  @Test func boundsThePixelsByTheLimit() throws {
    // 19 rows of 26 pixels of 3 bytes, and three times as much while it is decoded.
    let bytes = try DataFixtures.bytes("jpeg/rgb.jpg")
    #expect(try JPEG.decode(bytes, limit: 4446).pixels.count == 1482)
    #expect(fileErrorCode { try JPEG.decode(bytes, limit: 4445) } == .tooLarge)
  }

  @Test func aHeaderThatPromisesTooMuchIsRefused() throws {
    var bytes = try DataFixtures.bytes("jpeg/progressive.jpg")
    let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC2 })
    bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xDC, 0xFF, 0xDC])
    #expect(fileErrorCode { try JPEG.decode(bytes, limit: 1 << 33) } == .tooLarge)
  }

  private func largestDifference(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard a.count == b.count else { return .max }
    return zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }
}
