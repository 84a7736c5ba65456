import Engine
import Glibc
import Notebook

/// Entries of the history, oldest first: for each a line `#` with the time in seconds, then its lines. A line
/// of an entry that begins with `#` or `\` has a `\` in front, so that no comment is taken for a time.
///
/// Nothing here is worth an error message: a history that cannot be read is empty.
public struct HistoryFile {
  /// How many entries are kept.
  public static let limit = 10_000
  /// More than this is not read of a file that grew without bounds.
  private static let largestRead = 64 << 20

  public let path: String

  public init(path: String) { self.path = path }

  /// `$XDG_STATE_HOME/fovea/history`, or below `~/.local/state`; nil without a home.
  public static func defaultPath() -> String? { Paths.state("history") }

  /// The newest entries. A file that has many more is cut down to them.
  public func load() -> [String] {
    guard let bytes = newestBytes() else { return [] }
    let all = HistoryFormat.entries(in: bytes)
    let newest = all.suffix(Self.limit)
    if all.count > Self.limit + Self.limit / 10 || bytes.count == Self.largestRead { cutDown() }
    return Array(newest.map(\.text))
  }

  /// Adds an entry, making file and folders as needed, for the user's eyes only.
  ///
  /// - Returns: false if that did not work.
  public func append(_ text: String) -> Bool {
    makeFolders()
    return FileLock.holding(lock) {
      guard let file = open(flags: O_WRONLY | O_APPEND | O_CREAT) else { return false }
      defer { close(file) }
      return write(
        HistoryFormat.bytes(of: .init(time: Array("\(time(nil))".utf8)[...], text: text)), to: file)
    }
  }

  private var lock: String { path + ".lock" }

  private func newestBytes() -> [UInt8]? {
    guard let file = open(flags: O_RDONLY) else { return nil }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    let wanted = min(size, Self.largestRead)
    guard wanted > 0, lseek(file, off_t(size - wanted), SEEK_SET) >= 0 else { return nil }
    // Safe: `read` gets the rest of the buffer with its size, and only what it filled is counted.
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let count = Glibc.read(file, buffer.baseAddress?.advanced(by: filled), wanted - filled)
        if count > 0 { filled += count } else if count == 0 || errno != EINTR { break }
      }
    }
  }

  /// Puts a file with the newest entries in the old one's place, so that no moment has half a history and no other prompt adds
  /// to the old one meanwhile.
  private func cutDown() {
    FileLock.holding(lock) {
      guard let bytes = newestBytes() else { return }
      let newest = HistoryFormat.entries(in: bytes).suffix(Self.limit)
      try? ByteFile.write(newest.flatMap(HistoryFormat.bytes), to: path)
    }
  }

  /// Opens only what is an ordinary file: a history in a pipe would wait for ever, one in /dev/null is none.
  private func open(flags: Int32) -> Int32? {
    let file = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard file >= 0 else { return nil }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return nil
    }
    return file
  }

  private func makeFolders() {
    for slash in path.utf8.indices where slash > path.startIndex && path.utf8[slash] == UInt8(ascii: "/") {
      mkdir(String(path[..<slash]), 0o700)
    }
  }

  private func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Safe: `write` reads no more than the slice that it is given.
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
