import Datasets
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

  @Test(arguments: [
    "sgf/shift_jis.sgf", "sgf/iso2022_jp.sgf", "sgf/big5-escaped.sgf", "sgf/gb18030-unsaid.sgf",
  ])
  func damagedRecordsDoNotCrash(_ name: String) throws {
    try damage(name) { bytes in
      let file = try SGFFile(bytes)
      for game in 0..<file.gameCount {
        let record = try file.game(game)
        _ = try record.position(after: record.moves.count)
      }
      return file.gameCount > 0
    }
  }

  @Test(arguments: ["safetensors/extra-key.safetensors", "npz/zip64.npz", "npz/pickled-member.npz"])
  func damagedContainersDoNotCrash(_ name: String) throws {
    try damage(name) { bytes in
      if name.hasSuffix(".npz") { return try NumPyArchive.decode(bytes, limit: 1 << 20).members.count <= 3 }
      return try SafetensorsFile.decode(bytes, limit: 1 << 20).entries.count <= 2
    }
  }

  // MARK: Numbers at the corners

  /// Where programs go wrong: nothing, the ends of the types, the last number that a double counts, and what is next to them.
  private static let corners: [UInt64] =
    [0, 1, 255, 256, 65535, 65536]
    + [31, 32, 53, 60, 61, 62, 63].flatMap { power -> [UInt64] in
      let corner = UInt64(1) << UInt64(power)
      return [corner - 1, corner, corner + 1]
    } + [.max]

  /// Each number of a header in turn is one of the corners, of each width and byte order, and two at a time at random.
  private func corner(_ good: [UInt8], header: Range<Int>, decode: ([UInt8]) throws -> Bool) throws {
    func put(_ number: UInt64, _ width: Int, _ isLittle: Bool, at offset: Int, in bytes: inout [UInt8]) {
      for byte in 0..<width where offset + byte < bytes.count {
        let shift = UInt64(8 * (isLittle ? byte : width - 1 - byte))
        bytes[offset + byte] = UInt8(truncatingIfNeeded: number >> shift)
      }
    }
    func attempt(_ bytes: [UInt8], _ place: String) throws {
      do { #expect(try decode(bytes), "\(place)") } catch let error as FileError {
        #expect(!error.message.isEmpty && error.code != .cancelled, "\(place)")
      }
    }
    for offset in header {
      for width in [2, 4, 8] {
        for number in Self.corners where width == 8 || number < 1 << UInt64(8 * width) {
          var bytes = good
          put(number, width, offset % 2 == 0 || width == 8, at: offset, in: &bytes)
          try attempt(bytes, "\(number) at \(offset), \(width) bytes")
        }
      }
    }
    var random = SplitMix64(state: UInt64(good.count))
    for round in 0..<2000 {
      var bytes = good
      for _ in 0..<2 {
        put(
          Self.corners.randomElement(using: &random) ?? 0, [2, 4, 8].randomElement(using: &random) ?? 4,
          Bool.random(using: &random), at: Int.random(in: header, using: &random), in: &bytes)
      }
      try attempt(bytes, "round \(round)")
    }
  }

  @Test func cornersInAnIDXHeader() throws {
    let good: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6]
    try corner(good, header: 2..<16) { try IDXFile.decode($0, limit: 1 << 20).bytes.count <= 1 << 20 }
  }

  @Test(arguments: ["npz/zip64.npz", "npz/savez.npz"])
  func cornersInAZipDirectory(_ name: String) throws {
    let good = try DataFixtures.bytes(name)
    let directory = try #require(good.indices.first { good[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    try corner(good, header: directory..<good.count) {
      try NumPyArchive.decode($0, limit: 1 << 20).members.count <= 2
    }
  }

  /// With the chunk's checksum put right, so that the numbers are looked at.
  @Test func cornersInAPNGHeader() throws {
    let good = try DataFixtures.bytes("png/rgb8.png")
    try corner(good, header: 16..<26) { bytes in
      var bytes = bytes
      let sum = bytes[12..<29].withUnsafeBufferPointer { crc32($0) }
      for byte in 0..<4 { bytes[29 + byte] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * byte)) }
      let image = try PixelImage.decode(bytes, limit: 1 << 20, keepingDepth: true, result: .numbers)
      return image.pixels.count <= 1 << 20
    }
  }

  /// Bit by bit, as ISO 3309 has it.
  private func crc32(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
    }
    return ~sum
  }

  @Test func cornersInAJPEGHeader() throws {
    let good = try DataFixtures.bytes("jpeg/orientation6.jpg")
    let frame = try #require(good.indices.first { good[$0...].starts(with: [0xFF, 0xC0]) })
    for header in [frame + 2..<frame + 20, 4..<64] {
      try corner(good, header: header) { try PixelImage.decode($0, limit: 1 << 20).pixels.count <= 1 << 20 }
    }
  }

  @Test func cornersInTheTrailerOfAGzipFile() throws {
    let good = try DataFixtures.bytes("gzip/twice.npy.gz")
    try corner(good, header: good.count - 8..<good.count - 1) {
      try Gzip.unpack($0, limit: 1 << 20).count <= 1 << 20
    }
  }

  /// In text, so that every number is well written.
  @Test func cornersInHeadersOfText() throws {
    let numbers = Self.corners.map { "\($0)" } + ["-1", "1e300", "18446744073709551616", "0.5", "nan"]
    for first in numbers {
      for second in numbers {
        let header = "{'descr': '<f8', 'fortran_order': True, 'shape': (\(first), \(second), 0), }"
        let npy = [0x93] + "NUMPY\u{1}\0".utf8 + [UInt8(header.utf8.count), 0] + header.utf8
        let json =
          "{\"a\":{\"dtype\":\"F64\",\"shape\":[\(first),0,\(second)],\"data_offsets\":[\(second),\(second)]}}"
        let safetensors = [UInt8(json.utf8.count), 0, 0, 0, 0, 0, 0, 0] + json.utf8
        let pixmap = "P5 \(first) \(second) 255\n "
        let record = "(;SZ[\(first):\(second)];B[aa])"
        let attempts: [() throws -> Void] = [
          { _ = try Tensor(NumPyFile.decode(Array(npy))) },
          {
            for entry in try SafetensorsFile.decode(Array(safetensors)).entries {
              _ = try Tensor(entry.array)
            }
          },
          { _ = try PortablePixmap.decode(Array(pixmap.utf8), limit: 1 << 20) },
          { _ = try SGFFile.decode(Array(record.utf8)) },
        ]
        for attempt in attempts {
          do { try attempt() } catch let error as FileError { #expect(!error.message.isEmpty) } catch {
            #expect(error is TensorError, "\(first), \(second)")
          }
        }
      }
    }
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
