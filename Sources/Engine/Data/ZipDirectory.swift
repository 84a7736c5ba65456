/// The list of contents that stands at the end of a zip file.
///
/// Source: PKWARE's APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (central header), 4.3.14 (zip64 end record),
/// 4.3.16 (end record) and 4.5.3 (zip64 field).
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

  /// - Throws: `truncated` where no end record is found, `corrupt`, and `unsupported` for archives in several parts.
  init(_ bytes: [UInt8], path: String) throws(FileError) {
    let reader = LittleEndianBytes(bytes)
    guard let end = ZipDirectory.findEnd(reader) else {
      throw FileError(
        .truncated, path,
        "\(FileError.name(path)) is cut short: the directory at the end of the zip file is missing",
        help: "copy or download the file again")
    }
    let place = try ZipDirectory.place(reader, end: end, path)
    var entries: [Entry] = []
    var offset = place.start
    // Each entry takes 46 bytes of the file at least, so a wrong count ends soon.
    while entries.count < place.count {
      guard offset + 46 <= end, reader.number(offset, 4) == 0x0201_4B50 else {
        throw ZipDirectory.damaged(path)
      }
      let nameLength = reader.number(offset + 28, 2)
      let extraStart = offset + 46 + nameLength
      let extraEnd = extraStart + reader.number(offset + 30, 2)
      let next = extraEnd + reader.number(offset + 32, 2)
      guard next <= end else { throw ZipDirectory.damaged(path) }
      var wide = Zip64Field(reader, extraStart..<extraEnd)
      // In this order stand those of the three that do not fit four bytes.
      guard let size = wide.number(reader.number(offset + 24, 4)),
        let packedSize = wide.number(reader.number(offset + 20, 4)),
        let start = wide.number(reader.number(offset + 42, 4))
      else { throw ZipDirectory.damaged(path) }
      entries.append(
        Entry(
          name: String(decoding: bytes[(offset + 46)..<extraStart], as: UTF8.self),
          isEncrypted: reader.number(offset + 8, 2) & 1 != 0, method: reader.number(offset + 10, 2),
          checksum: UInt32(reader.number(offset + 16, 4)), packedSize: packedSize, size: size, offset: start))
      offset = next
    }
    self.entries = entries
  }

  /// Where the list begins, and how many entries it has: from the end record, or from zip64's, which a locator just before
  /// the end record points at.
  private static func place(
    _ reader: LittleEndianBytes, end: Int, _ path: String
  ) throws(FileError) -> (start: Int, count: Int) {
    guard reader.number(end + 4, 2) == 0 || reader.number(end + 4, 2) == 0xFFFF else {
      throw FileError(
        .unsupported, path, "\(FileError.name(path)) is a split zip file, which cannot be read")
    }
    var (count, size, start) = (
      reader.number(end + 10, 2), reader.number(end + 12, 4), reader.number(end + 16, 4)
    )
    let locator = end - 20
    if locator >= 0, reader.number(locator, 4) == 0x0706_4B50,
      let record = reader.wideNumber(locator + 8), record <= locator - 56,
      reader.number(record, 4) == 0x0606_4B50
    {
      guard let wideCount = reader.wideNumber(record + 32), let wideSize = reader.wideNumber(record + 40),
        let wideStart = reader.wideNumber(record + 48)
      else { throw damaged(path) }
      (count, size, start) = (wideCount, wideSize, wideStart)
    }
    guard start <= end, size <= end - start else { throw damaged(path) }
    return (start, count)
  }

  /// Where the packed bytes of `entry` lie, behind its local header.
  func packedRange(of entry: Entry, in bytes: [UInt8], path: String) throws(FileError) -> Range<Int> {
    let reader = LittleEndianBytes(bytes)
    guard bytes.count >= 30, entry.offset <= bytes.count - 30, reader.number(entry.offset, 4) == 0x0403_4B50
    else {
      throw ZipDirectory.damaged(path)
    }
    // The local header has its own name and extra fields, whose lengths may differ from the directory's.
    let start =
      entry.offset + 30 + reader.number(entry.offset + 26, 2) + reader.number(entry.offset + 28, 2)
    guard start <= bytes.count, entry.packedSize <= bytes.count - start else {
      throw ZipDirectory.damaged(path)
    }
    return start..<(start + entry.packedSize)
  }

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
      .corrupt, path, "\(FileError.name(path)) is damaged: the zip file's directory is invalid")
  }
}

/// The field of an entry that holds the sizes and offsets too large for four bytes, or merely written so.
private struct Zip64Field {
  private let reader: LittleEndianBytes
  private var rest: Range<Int>

  /// - Parameter extras: where the entry's extra fields stand: each an identifier, a length and its bytes.
  init(_ reader: LittleEndianBytes, _ extras: Range<Int>) {
    self.reader = reader
    rest = extras.upperBound..<extras.upperBound
    var offset = extras.lowerBound
    while offset + 4 <= extras.upperBound {
      let end = offset + 4 + reader.number(offset + 2, 2)
      guard end <= extras.upperBound else { return }
      if reader.number(offset, 2) == 1 {
        rest = offset + 4..<end
        return
      }
      offset = end
    }
  }

  /// The number itself, or the next of the field where it is marked as standing there; nil where none is left.
  mutating func number(_ short: Int) -> Int? {
    guard short == 0xFFFF_FFFF else { return short }
    guard rest.count >= 8 else { return nil }
    defer { rest = rest.lowerBound + 8..<rest.upperBound }
    return reader.wideNumber(rest.lowerBound)
  }
}

/// Unsigned numbers in a file's bytes; the caller keeps offsets within.
struct LittleEndianBytes {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// Of up to four bytes.
  func number(_ offset: Int, _ size: Int) -> Int {
    var result = 0
    for index in (0..<size).reversed() { result = result << 8 | Int(bytes[offset + index]) }
    return result
  }
  /// Eight bytes; nil for what no offset or size can be.
  func wideNumber(_ offset: Int) -> Int? {
    guard number(offset + 7, 1) < 0x80 else { return nil }
    return number(offset + 4, 4) << 32 | number(offset, 4)
  }
}
