/// The checksums of the formats that have some.
enum Checksum {
  /// CRC-32 as PNG, zip and gzip have it (ISO 3309).
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
    }
    return ~crc
  }

  /// Adler-32, at the end of a zlib stream (RFC 1950).
  static func adler32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }

  /// Bytes as a deflate stream (RFC 1951) of blocks that are stored as they are.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (result, start) = ([UInt8](), 0)
    repeat {
      let part = bytes[start...].prefix(65535)
      start += part.count
      let count = UInt64(part.count)
      result.append(start == bytes.count ? 1 : 0)
      result +=
        MutationTools.bytes(count, 2, bigEndian: false) + MutationTools.bytes(~count, 2, bigEndian: false)
      result += part
    } while start < bytes.count
    return result
  }
}
