import Engine
import Testing

/// Cut and damaged bytes give an error or a result, never a crash. Run it with `--sanitize=address` too.
@Suite struct DamageTests {
  @Test(arguments: ["rgb8", "rgb16-interlaced", "palette8-opacity", "grey8-key"])
  func everyCutOfAPNGIsAnError(_ name: String) throws {
    let bytes = try DataFixtures.bytes("png/\(name).png")
    for count in 0..<bytes.count {
      let code = fileErrorCode { try PNG.decode(Array(bytes.prefix(count))) }
      let expected: FileError.Code = count == 0 ? .empty : count < 4 ? .wrongKind : .truncated
      #expect(code == expected, "cut after \(count) bytes")
    }
  }

  @Test(arguments: ["f4", "version3", "u1", "vector"])
  func everyCutOfANumPyFileIsAnError(_ name: String) throws {
    let bytes = try DataFixtures.bytes("npy/\(name).npy")
    for count in 0..<bytes.count {
      let code = fileErrorCode { try NumPyFile.decode(Array(bytes.prefix(count))) }
      let expected: FileError.Code = count == 0 ? .empty : count < 6 ? .wrongKind : .truncated
      #expect(code == expected, "cut after \(count) bytes")
    }
  }

  /// Every chunk has a checksum, which no change of a single byte escapes.
  @Test(arguments: ["rgb8", "rgba16-interlaced", "palette4-opacity", "grey16-key"])
  func everyChangedByteOfAPNGIsAnError(_ name: String) throws {
    let bytes = try DataFixtures.bytes("png/\(name).png")
    var random = SplitMix64(state: 1)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= UInt8.random(in: 1...255, using: &random)
      #expect(fileErrorCode { try PNG.decode(damaged, limit: 1 << 20) } != nil, "byte \(index)")
    }
  }

  @Test(arguments: ["png/rgb8.png", "jpeg/rgb-420.jpg", "jpeg/progressive.jpg"])
  func damagedPicturesDoNotCrash(_ name: String) throws {
    try damage(name) { bytes in
      let image = try PixelImage.decode(bytes, limit: 1 << 20)
      return image.pixels.count == image.width * image.height * image.channels
    }
  }

  @Test func damagedPixmapsDoNotCrash() throws {
    let text = Array("P2\n# comment\n5 4\n31\n0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19\n".utf8)
    try damage(text) { bytes in
      let image = try PortablePixmap.decode(bytes, limit: 1 << 20)
      return image.pixels.count == image.width * image.height * image.channels
    }
  }

  @Test(arguments: ["npy/f4.npy", "npy/i2-big-fortran.npy", "npy/refused-record.npy"])
  func damagedNumPyFilesDoNotCrash(_ name: String) throws {
    try damage(name) { bytes in
      let array = try NumPyFile.decode(bytes, limit: 1 << 20)
      return array.bytes.count == array.shape.reduce(array.elementType.size, *)
    }
  }

  @Test(arguments: ["npz/savez.npz", "npz/compressed.npz"])
  func damagedArchivesDoNotCrash(_ name: String) throws {
    try damage(name) { try NumPyArchive.decode($0, limit: 1 << 20).members.count <= 2 }
  }

  @Test func damagedGzipDoesNotCrash() throws {
    try damage("gzip/two-members.gz") { try Gzip.unpack($0, limit: 1 << 20).count <= 1 << 20 }
  }

  private func damage(_ name: String, decode: ([UInt8]) throws -> Bool) throws {
    try damage(try DataFixtures.bytes(name), decode: decode)
  }

  /// Three thousand times: some bytes changed, some left out, some put in.
  private func damage(_ good: [UInt8], decode: ([UInt8]) throws -> Bool) throws {
    var random = SplitMix64(state: UInt64(good.count))
    for round in 0..<3000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = bytes.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<10, using: &random) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2: bytes[index] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
        default: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      do {
        #expect(try decode(bytes), "round \(round)")
      } catch let error as FileError {
        #expect(!error.message.isEmpty && error.code != .cancelled, "round \(round)")
      }
    }
  }
}
