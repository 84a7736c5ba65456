import Glibc

extension ByteFile {
  /// Writes a whole file so that at each moment either the old or the new one stands there complete.
  ///
  /// The bytes go to a new file in the same folder, to the disk, and then under their name. The file gets the
  /// permissions of any new file (0666 less the umask); a symbolic link keeps pointing, its target is replaced.
  /// - Throws: `missingFolder`, `directory`, `notAFile`, `denied`, `readOnly`, `diskFull`, `cancelled`, `system`;
  ///   then nothing has changed.
  public static func write(
    _ bytes: [UInt8], to path: String, in execution: Execution = Execution()
  ) throws(FileError) {
    try checkName(path)
    try checkTarget(path)
    let target = resolvingLinks(path)
    let (temporary, descriptor) = try createBeside(target, path)
    do throws(FileError) {
      do throws(FileError) {
        try writeAll(bytes, to: descriptor, path: path, in: execution)
        guard fsync(descriptor) == 0 else { throw SystemFailure(errno).error(writing: path) }
      } catch {
        close(descriptor)
        throw error
      }
      // Some file systems (NFS) tell of a full disk only here.
      guard close(descriptor) == 0 else { throw SystemFailure(errno).error(writing: path) }
      guard rename(temporary, target) == 0 else { throw SystemFailure(errno).error(writing: path) }
    } catch {
      unlink(temporary)
      throw error
    }
    synchronizeFolder(FilePath.folder(of: target))
  }

  /// Writes to an open descriptor, going on after interruptions and partial writes.
  package static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, path: String, in execution: Execution = Execution()
  ) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      try execution.checkCancelled(path)
      // Safe: the pointer is used inside the closure, and `offset` stays below `count`.
      let count = bytes.withUnsafeBytes { all in
        let rest = UnsafeRawBufferPointer(rebasing: all[offset..<min(offset + (1 << 20), all.count)])
        return Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        throw SystemFailure(errno).error(writing: path)
      }
    }
  }

  /// What stands under the name must be nothing, or an ordinary file that this user may change: renaming over it
  /// would ask only for the folder's permission, and would replace /dev/null.
  private static func checkTarget(_ path: String) throws(FileError) {
    if path.hasSuffix("/") { throw directory(path) }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw directory(path)
    default: throw notAFile(path, status)
    }
    guard access(path, W_OK) == 0 else { throw SystemFailure(errno).error(writing: path) }
  }

  private static func resolvingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// A new empty file in the target's folder, under a name that nobody has.
  private static func createBeside(
    _ target: String, _ path: String
  ) throws(FileError) -> (name: String, descriptor: Int32) {
    let folder = FilePath.folder(of: target)
    for _ in 0..<100 {
      let name = "\(folder)/.fovea-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (name, descriptor) }
      if errno != EEXIST && errno != EINTR { break }
    }
    throw SystemFailure(errno).error(writing: path)
  }

  /// So that the new name outlives a power failure. The file is complete either way, so failure is no error.
  private static func synchronizeFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension ByteFile {
  /// Makes a folder and those above it, where they are missing.
  /// - Throws: `notAFile` where something else has the name, `denied`, `readOnly`, `diskFull`, `system`.
  public static func makeFolder(_ path: String) throws(FileError) {
    try checkName(path)
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let folder = String(path[..<end])
      guard mkdir(folder, 0o777) != 0 else { continue }
      let problem = errno
      var status = stat()
      if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
      throw SystemFailure(problem).error(writing: folder)
    }
  }
}
