/// The list of contents that stands at the end of a zip file.
///
/// Source: PKWARE's APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (central header) and 4.3.16 (end record).
struct ZipDirectory {
  struct Entry {
    let name: String
    let isEncrypted: Bool
    /// 0 stored, 8 deflated.
    let method: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    /// Where the entry's local header begins.
    let offset: Int
  }

  let entries: [Entry]

  /// - Throws: `truncated` where no end record is found, `corrupt`, and `unsupported` for archives above 4 GiB (zip64)
  ///   or in several parts.
  init(_ bytes: [UInt8], path: String) throws(FileError) {
    let reader = LittleEndianBytes(bytes)
    guard let end = ZipDirectory.findEnd(reader) else {
      throw FileError(
        .truncated, path,
        "\(FileError.name(path)) is cut short: the list of contents at a zip file's end is missing",
        help: "copy or download the file again")
    }
    let count = reader.number(end + 10, 2)
    let size = reader.number(end + 12, 4)
    let start = reader.number(end + 16, 4)
    guard count != 0xFFFF, size != ZipDirectory.zip64, start != ZipDirectory.zip64,
      reader.number(end + 4, 2) == 0
    else { throw ZipDirectory.tooModern(path) }
    guard start + size <= end else { throw ZipDirectory.damaged(path) }
    var entries: [Entry] = []
    var offset = start
    for _ in 0..<count {
      guard offset + 46 <= end, reader.number(offset, 4) == 0x0201_4B50 else {
        throw ZipDirectory.damaged(path)
      }
      let nameLength = reader.number(offset + 28, 2)
      let next = offset + 46 + nameLength + reader.number(offset + 30, 2) + reader.number(offset + 32, 2)
      guard next <= end else { throw ZipDirectory.damaged(path) }
      let entry = Entry(
        name: String(decoding: bytes[(offset + 46)..<(offset + 46 + nameLength)], as: UTF8.self),
        isEncrypted: reader.number(offset + 8, 2) & 1 != 0,
        method: reader.number(offset + 10, 2),
        checksum: UInt32(reader.number(offset + 16, 4)),
        packedSize: reader.number(offset + 20, 4),
        size: reader.number(offset + 24, 4),
        offset: reader.number(offset + 42, 4))
      guard ![entry.packedSize, entry.size, entry.offset].contains(ZipDirectory.zip64) else {
        throw ZipDirectory.tooModern(path)
      }
      entries.append(entry)
      offset = next
    }
    self.entries = entries
  }

  /// Where the packed bytes of `entry` lie, behind its local header.
  func packedRange(of entry: Entry, in bytes: [UInt8], path: String) throws(FileError) -> Range<Int> {
    let reader = LittleEndianBytes(bytes)
    guard entry.offset + 30 <= bytes.count, reader.number(entry.offset, 4) == 0x0403_4B50 else {
      throw ZipDirectory.damaged(path)
    }
    // The local header has its own name and extra fields, whose lengths may differ from the directory's.
    let start =
      entry.offset + 30 + reader.number(entry.offset + 26, 2) + reader.number(entry.offset + 28, 2)
    guard start + entry.packedSize <= bytes.count else { throw ZipDirectory.damaged(path) }
    return start..<(start + entry.packedSize)
  }

  /// In a size or offset: the true one stands in a zip64 field.
  private static let zip64 = 0xFFFF_FFFF

  /// The end record has a comment of up to 65535 bytes behind it; the right one's comment ends with the file.
  private static func findEnd(_ reader: LittleEndianBytes) -> Int? {
    let last = reader.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 65535)...last).last { offset in
      reader.number(offset, 4) == 0x0605_4B50 && offset + 22 + reader.number(offset + 20, 2) == reader.count
    }
  }

  private static func damaged(_ path: String) -> FileError {
    FileError(
      .corrupt, path, "\(FileError.name(path)) is damaged: the zip file's list of contents makes no sense")
  }

  private static func tooModern(_ path: String) -> FileError {
    FileError(
      .unsupported, path,
      "\(FileError.name(path)) is a zip file above 4 GiB or in several parts, which is not read")
  }
}

/// Unsigned numbers of up to four bytes in a file's bytes; the caller keeps offsets within.
struct LittleEndianBytes {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func number(_ offset: Int, _ size: Int) -> Int {
    var result = 0
    for index in (0..<size).reversed() { result = result << 8 | Int(bytes[offset + index]) }
    return result
  }
}
