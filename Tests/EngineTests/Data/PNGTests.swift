import Engine
import Testing

@Suite struct PNGTests {
  static let kinds = [
    "grey1", "grey2", "grey4", "grey8", "grey16", "rgb8", "rgb16", "rgba8", "rgba16", "grey-alpha8",
    "grey-alpha16",
    "palette1", "palette2", "palette4", "palette8", "palette1-opacity", "palette2-opacity",
    "palette4-opacity",
    "palette8-opacity", "grey1-key", "grey2-key", "grey4-key", "grey8-key", "grey16-key", "rgb8-key",
    "rgb16-key",
  ]

  @Test(arguments: kinds, ["", "-interlaced"])
  func decodesEveryKind(_ kind: String, _ ending: String) throws {
    let expected = try #require(try DataFixtures.arrays("png/expected.npz")[kind])
    let image = try PNG.decode(try DataFixtures.bytes("png/\(kind)\(ending).png"))
    #expect([image.height, image.width, image.channels] == expected.shape)
    #expect(image.pixels == Array(expected.bytes))
  }

  @Test func decodesAPictureSmallerThanTheInterlacing() throws {
    let expected = try #require(try DataFixtures.arrays("png/expected.npz")["tiny"])
    let image = try PNG.decode(try DataFixtures.bytes("png/tiny-interlaced.png"))
    #expect([image.height, image.width, image.channels] == expected.shape)
    #expect(image.pixels == Array(expected.bytes))
  }

  @Test func rounds16BitsTo8() throws {
    let image = try PNG.decode(try DataFixtures.bytes("png/grey16-every-value.png"))
    #expect(image.pixels == (0..<65536).map { UInt8((Double($0) * 255 / 65535).rounded()) })
  }

  @Test(arguments: [1, 3, 4], [1, 2, 7, 64])
  func whatIsEncodedDecodesToTheSame(_ channels: Int, _ width: Int) throws {
    var random = SplitMix64(state: UInt64(channels * 100 + width))
    let pixels = (0..<(5 * width * channels)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let image = PixelImage(width: width, height: 5, channels: channels, pixels: pixels)
    #expect(try PNG.decode(try PNG.encode(image)) == image)
  }

  @Test func refusesToEncodeWhatNoPNGHolds() {
    let two = PixelImage(width: 1, height: 1, channels: 2, pixels: [1, 2])
    let none = PixelImage(width: 0, height: 3, channels: 1, pixels: [])
    #expect(fileErrorCode { try PNG.encode(two) } == .unsupported)
    #expect(fileErrorCode { try PNG.encode(none) } == .unsupported)
  }

  @Test func tellsFailuresApart() throws {
    let good = try DataFixtures.bytes("png/rgb8.png")
    #expect(fileErrorCode { try PNG.decode([]) } == .empty)
    #expect(fileErrorCode { try PNG.decode(Array("a text".utf8)) } == .wrongKind)
    #expect(fileErrorCode { try PNG.decode(Array(good.dropLast(20))) } == .truncated)
    // The last bytes before the end chunk: the packed data's own checksum, and the chunk's.
    for offset in [17, 16] {
      var wrongChecksum = good
      wrongChecksum[good.count - offset] ^= 1
      #expect(fileErrorCode { try PNG.decode(wrongChecksum) } == .checksum)
    }
    // As a transfer in text mode damages it.
    let textMode = good.filter { $0 != 0x0D }
    #expect(fileErrorCode { try PNG.decode(textMode) } == .corrupt)
  }

  @Test func saysWhatItFoundInstead() throws {
    let jpeg = try DataFixtures.bytes("jpeg/rgb.jpg")
    let error = #expect(throws: FileError.self) { try PNG.decode(jpeg, path: "cat.png") }
    #expect(error?.message == "cat.png is a JPEG picture, and not a PNG picture")
    let short = #expect(throws: FileError.self) {
      try PNG.decode(Array(try DataFixtures.bytes("png/rgb8.png").prefix(100)), path: "cat.png")
    }
    #expect(short?.message.hasPrefix("cat.png is cut short: the PNG data end after 100 bytes") == true)
  }

  @Test func boundsThePixelsByTheLimit() throws {
    // 11 rows of 13 pixels of 3 bytes.
    let bytes = try DataFixtures.bytes("png/rgb8.png")
    #expect(try PNG.decode(bytes, limit: 429).pixels.count == 429)
    let error = #expect(throws: FileError.self) { try PNG.decode(bytes, path: "x.png", limit: 428) }
    #expect(error?.code == .tooLarge)
    #expect(
      error?.message
        == "x.png is too large (11 rows of 13 pixels with 3 channels): at most 428 bytes may be used")
  }

  @Test func bombsAreRefusedByTheirHeader() throws {
    let overflow = try DataFixtures.bytes("png/bomb-overflow.png")
    #expect(fileErrorCode { try PNG.decode(overflow, limit: .max) } == .tooLarge)
    // 1.2 GB promised by 65 bytes of file: deflate could not hold that.
    let expectedOutput = try DataFixtures.bytes("png/bomb-promise.png")
    #expect(fileErrorCode { try PNG.decode(expectedOutput, limit: .max) } == .truncated)
    #expect(fileErrorCode { try PNG.decode(expectedOutput, limit: 1_000_000) } == .tooLarge)
  }
}
