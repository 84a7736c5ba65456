import Engine
import Testing

/// Sums and leading bytes computed with Pillow and NumPy from the photographs; nothing runs without FOVEA_DATA.
@Suite struct PhotographTests {
  private func bytes(_ name: String) throws -> [UInt8]? {
    guard let folder = DataFixtures.dataFolder else {
      print("skipped: FOVEA_DATA names no folder with \(name)")
      return nil
    }
    return try ByteFile.read("\(folder)/\(name)")
  }

  @Test(
    arguments: [
      ("chelsea.png", [300, 451, 3], 46_802_357, 2_092_322_700),
      ("camera.png", [512, 512, 1], 33_832_495, 1_628_986_476),
      ("astronaut.png", [512, 512, 3], 90_124_324, 2_970_058_934),
      ("coffee.png", [400, 600, 3], 71_003_487, 1_268_886_741),
      ("coins.png", [303, 384, 1], 11_269_333, 1_098_055_387),
      ("brick.png", [512, 512, 1], 29_217_353, 1_574_366_301),
      ("small/chelsea_64.png", [64, 64, 3], 1_379_673, 475_336_341),
      ("small/chelsea_64.ppm", [64, 64, 3], 1_379_673, 475_336_341),
      ("small/camera_64.pgm", [64, 64, 1], 528_653, 3_977_646_470),
    ] as [(String, [Int], Int, Int)])
  func decodesAsPillowDoes(_ name: String, _ shape: [Int], _ sum: Int, _ adler32: Int) throws {
    guard let file = try bytes("images/\(name)") else { return }
    let image = try PixelImage.decode(file, path: name)
    #expect([image.height, image.width, image.channels] == shape)
    var a = 1
    var b = 0
    for pixel in image.pixels {
      a = (a + Int(pixel)) % 65521
      b = (b + a) % 65521
    }
    #expect(image.pixels.reduce(0) { $0 + Int($1) } == sum)
    #expect(b << 16 | a == adler32)
    #expect(try PNG.decode(try PNG.encode(image)) == image)
  }

  @Test func unpacksTheDigits() throws {
    guard let labels = try bytes("mnist/t10k-labels-idx1-ubyte.gz") else { return }
    let unpacked = try Gzip.unpack(labels)
    #expect(unpacked.count == 10_008 && IDXFile.recognizes(FileStart(unpacked)))
    #expect(unpacked[8..<13] == [7, 2, 1, 0, 4])
    guard let pictures = try bytes("mnist/train-images-idx3-ubyte.gz") else { return }
    #expect(try Gzip.unpack(pictures).count == 47_040_016)
  }

  @Test func aPhotographCutShortIsTold() throws {
    guard let file = try bytes("images/chelsea.png") else { return }
    let error = #expect(throws: FileError.self) {
      try PixelImage.decode(Array(file.prefix(100_000)), path: "chelsea.png")
    }
    #expect(error?.code == .truncated)
  }
}
