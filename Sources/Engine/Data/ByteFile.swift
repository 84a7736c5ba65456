import Glibc

/// Whole files, read into memory and written from it.
public enum ByteFile {
  /// Reads a whole ordinary file.
  ///
  /// Pipes and devices are refused at once instead of waited for.
  /// - Parameters:
  ///   - path: as the system takes it; `~` means nothing special.
  ///   - limit: the most bytes that may be read; what the memory limit leaves, if not given.
  ///   - allowingEmpty: whether a file of 0 bytes is a result and not an error.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the file's bytes.
  /// - Throws: `missing`, `missingFolder`, `directory`, `notAFile`, `denied`, `empty`, `tooLarge`, `cancelled`, `system`.
  public static func read(
    _ path: String, limit: Int = MemoryBudget.process.remaining, allowingEmpty: Bool = false,
    in execution: Execution = Execution()
  ) throws(FileError) -> [UInt8] {
    try execution.checkReading(path)
    let descriptor = try openForReading(path)
    defer { close(descriptor) }
    let size = try checkedSize(descriptor, path, limit: limit)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: min(max(size, 1), chunkSize))
    while true {
      try execution.checkCancelled(path)
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw SystemFailure(errno).error(reading: path)
      }
      guard bytes.count + count <= limit else { throw tooLarge(path, bytes.count + count, limit: limit) }
      // Of files such as those of /proc no size is stated, and others grow while they are read.
      if bytes.count + count > bytes.capacity { try HeldMemory.checkRoom(for: 2 * bytes.capacity, path) }
      bytes += chunk[..<count]
    }
    guard allowingEmpty || !bytes.isEmpty else {
      throw FileError(.empty, path, "\(path) is empty (0 bytes)")
    }
    return bytes
  }

  private static let chunkSize = 1 << 18

  static func openForReading(_ path: String) throws(FileError) -> Int32 {
    try checkName(path)
    // O_NONBLOCK: opening a pipe nobody writes to would wait for ever. It changes nothing for ordinary files.
    while true {
      let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw SystemFailure(errno).error(reading: path) }
    }
  }

  /// The size that the system states; 0 for files such as those of /proc, which have content all the same.
  static func checkedSize(
    _ descriptor: Int32, _ path: String, limit: Int
  ) throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemFailure(errno).error(reading: path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw directory(path)
    default: throw notAFile(path, status)
    }
    let size = Int(status.st_size)
    guard size <= limit else { throw tooLarge(path, size, limit: limit) }
    // The bytes, what is made of them on the way, and the tensor or text in the end.
    guard MemoryBudget.systemHas(min(size, Int.max / 3) * 3) else {
      throw FileError(
        .tooLarge, path,
        "\(path) has \(ByteCount.text(size)), and the system does not have enough memory to read it")
    }
    return size
  }

  /// Swift hands a path to C up to its first NUL, which would be another file.
  static func checkName(_ path: String) throws(FileError) {
    if path.isEmpty { throw FileError(.missing, path, "the file's name is empty") }
    if path.utf8.contains(0) {
      throw FileError(.missing, path, "a file name may not contain a NUL character")
    }
  }

  static func directory(_ path: String) -> FileError {
    FileError(.directory, path, "\(path) is a folder, not a file", help: "name a file inside it")
  }

  static func notAFile(_ path: String, _ status: stat) -> FileError {
    let kind =
      switch status.st_mode & S_IFMT {
      case S_IFIFO: "a pipe"
      case S_IFSOCK: "a socket"
      default: "a device"
      }
    return FileError(.notAFile, path, "\(path) is \(kind), not an ordinary file")
  }

  private static func tooLarge(_ path: String, _ size: Int, limit: Int) -> FileError {
    let (has, most) = ByteCount.texts(size, limit)
    return FileError(.tooLarge, path, "\(path) has \(has); at most \(most) can be read")
  }
}
