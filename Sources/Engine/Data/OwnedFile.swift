import Glibc

/// A file whose name is made by the program, or that it writes again and again: one that stands there already is written
/// over only where it bears the mark of such a file, so that nobody's own work is lost.
package struct OwnedFile: Sendable {
  /// What tells that the program wrote a file.
  package enum Mark: Sendable {
    /// These bytes at this place.
    case bytes([UInt8], at: Int)
    /// One of the first lines reads so.
    case line(String, among: Int)
    /// The file ends so.
    case ending([UInt8])
  }

  private let path: String
  private let marks: [Mark]
  private let deed: String

  /// - Parameters:
  ///   - marks: each is enough.
  ///   - deed: what the program did to make such a file, for the message: `exported`.
  package init(_ path: String, _ marks: [Mark], deed: String) {
    (self.path, self.marks, self.deed) = (path, marks, deed)
  }

  package var folder: String { FilePath.folder(of: path) }

  /// - Throws: `foreign` where a file of somebody else's stands there, and as reading it does.
  package func check() throws(FileError) {
    guard let (head, tail) = try ByteFile.ends(of: path, count: OwnedFile.lookedAt), !head.isEmpty,
      !marks.contains(where: { OwnedFile.bears($0, head, tail) })
    else { return }
    throw FileError(
      .foreign, path, "\(path) already exists, and was not \(deed) by Fovea",
      help: "choose another name, or move that file away")
  }

  package func write(_ bytes: [UInt8], in execution: Execution = Execution()) throws(FileError) {
    try check()
    try ByteFile.write(bytes, to: path, in: execution)
  }

  package func write(_ parts: FileParts, in execution: Execution = Execution()) throws(FileError) {
    try check()
    try ByteFile.write(parts, to: path, in: execution)
  }

  /// How many bytes are read at either end; no mark lies deeper.
  private static let lookedAt = 4096

  private static func bears(_ mark: Mark, _ head: [UInt8], _ tail: [UInt8]) -> Bool {
    switch mark {
    case .bytes(let bytes, let place): return head.dropFirst(place).starts(with: bytes)
    case .ending(let bytes): return tail.suffix(bytes.count).elementsEqual(bytes)
    case .line(let line, let count):
      let lines = head.split(separator: 0x0A, maxSplits: count, omittingEmptySubsequences: false)
      return lines.prefix(count).contains { found in
        // Programs that carry files between systems may have put a carriage return before the line feed.
        (found.last == 0x0D ? found.dropLast() : found).elementsEqual(line.utf8)
      }
    }
  }
}

extension ByteFile {
  /// The first and the last bytes of an ordinary file, which overlap in a short one; nil where there is no file.
  static func ends(of path: String, count: Int) throws(FileError) -> (head: [UInt8], tail: [UInt8])? {
    let descriptor: Int32
    do throws(FileError) { descriptor = try openForReading(path) } catch {
      if error.code == .missing || error.code == .missingFolder { return nil }
      throw error
    }
    defer { close(descriptor) }
    let size = try checkedSize(descriptor, path, limit: .max)
    return (
      try part(descriptor, path, from: 0, count),
      try part(descriptor, path, from: max(0, size - count), count)
    )
  }

  private static func part(
    _ descriptor: Int32, _ path: String, from start: Int, _ count: Int
  ) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      // Safe: `pread` fills at most what is left of the array behind `filled`.
      let more = bytes.withUnsafeMutableBytes { all in
        pread(descriptor, all.baseAddress.map { $0 + filled }, count - filled, off_t(start + filled))
      }
      if more == 0 { break }
      guard more > 0 else {
        if errno == EINTR { continue }
        throw SystemFailure(errno).error(reading: path)
      }
      filled += more
    }
    return Array(bytes[..<filled])
  }
}
