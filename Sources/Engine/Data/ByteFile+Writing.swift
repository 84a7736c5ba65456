import Glibc

extension ByteFile {
  /// Writes a whole file so that at each moment either the old or the new one stands there complete, and nothing is left
  /// behind where the program is killed.
  ///
  /// The bytes go to a file without a name, to the disk, and then under their name. A new file gets the permissions of
  /// any new file (0666 less the umask); one that is replaced keeps its own, and its owner where the system allows it. A
  /// symbolic link keeps pointing, its target is replaced or made. A file that may be changed but not replaced, as in a
  /// folder that takes no new names, is written where it stands.
  /// - Parameters:
  ///   - content: what is to stand in the file.
  ///   - path: as the system takes it; `~` means nothing special.
  ///   - execution: what may stop it, and what may be written.
  /// - Throws: `missing` for an empty name, `missingFolder`, `directory`, `notAFile`, `denied`, `readOnly`, `diskFull`,
  ///   `cancelled`, `system`; then nothing has changed.
  public static func write(
    _ content: FileParts, to path: String, in execution: Execution = Execution()
  ) throws(FileError) {
    try execution.checkWriting(path)
    try checkName(path)
    try FileReplacement(WriteTarget(path), execution).write(content)
  }

  /// The same for bytes in an array.
  /// - Parameters:
  ///   - bytes: what is to stand in the file.
  ///   - path: as the system takes it; `~` means nothing special.
  ///   - execution: what may stop it, and what may be written.
  /// - Throws: as the other one.
  public static func write(
    _ bytes: [UInt8], to path: String, in execution: Execution = Execution()
  ) throws(FileError) {
    try write(FileParts(bytes), to: path, in: execution)
  }

  /// Writes to an open descriptor, going on after interruptions and partial writes.
  package static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, path: String, in execution: Execution = Execution()
  ) throws(FileError) {
    try writeAll(FileParts(bytes), to: descriptor, path: path, in: execution)
  }

  static func writeAll(
    _ content: FileParts, to descriptor: Int32, path: String, in execution: Execution = Execution()
  ) throws(FileError) {
    for part in content.parts { try writeAll(part, to: descriptor, path: path, in: execution) }
  }

  private static func writeAll(
    _ part: FileParts.Part, to descriptor: Int32, path: String, in execution: Execution
  ) throws(FileError) {
    var offset = 0
    while offset < part.count {
      try execution.checkCancelled(path)
      // Safe: the pointer is used inside the closure, and `offset` stays below `count`.
      let count = part.withBytes { all in
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
}

extension ByteFile {
  /// Makes a folder and those above it, where they are missing.
  /// - Parameter path: as the system takes it; a folder that is there already stays.
  /// - Throws: `missing` for an empty name, `notAFile` where something else has the name, `denied`, `readOnly`,
  ///   `diskFull`, `system`.
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
      guard problem != EEXIST else {
        throw FileError(
          .notAFile, folder, "\(folder) is not a folder", help: "choose another name, or move it away")
      }
      throw SystemFailure(problem).error(writing: folder)
    }
  }
}
