import Glibc

/// Puts new bytes in a file's place, all at once where the system can.
struct FileReplacement {
  private let target: WriteTarget
  private let execution: Execution

  init(_ target: WriteTarget, _ execution: Execution) {
    (self.target, self.execution) = (target, execution)
  }

  /// How a way of replacing ended.
  private enum Outcome {
    case done
    /// The file system has no such way.
    case impossible
    /// The system forbids to put another file there; the error's number.
    case refused(Int32)
  }

  func write(_ content: FileParts) throws(FileError) {
    TemporaryFile.removeStale(in: target.folder)
    var outcome = try writeUnnamed(content)
    if case .impossible = outcome { outcome = try writeNamed(content) }
    if case .refused(let number) = outcome {
      guard target.standing != nil, [EACCES, EPERM, EBUSY, EXDEV].contains(number) else {
        throw failure(number)
      }
      return try writeInPlace(content)
    }
    synchronizeFolder()
  }

  private func failure(_ number: Int32) -> FileError {
    SystemFailure(number).error(writing: target.path, at: target.place)
  }

  // MARK: A file that has no name until it is complete

  private func writeUnnamed(_ content: FileParts) throws(FileError) -> Outcome {
    let descriptor = open(target.folder, TemporaryFile.unnamed | O_WRONLY | O_CLOEXEC, creationMode)
    // Whatever is wrong with the folder, the ordinary way finds it too.
    guard descriptor >= 0 else { return .impossible }
    defer { close(descriptor) }
    try fill(descriptor, content)
    if target.standing == nil {
      if TemporaryFile.name(descriptor, target.place) { return .done }
      guard errno == EEXIST else { return .impossible }
    }
    // A name can be given only where there is none, so the file takes the place of the old one in two steps.
    guard let name = TemporaryFile.named(descriptor, in: target.folder) else { return .impossible }
    return rename(name)
  }

  // MARK: A file with a name of its own

  private func writeNamed(_ content: FileParts) throws(FileError) -> Outcome {
    guard let (name, descriptor) = TemporaryFile.create(in: target.folder, creationMode) else {
      return .refused(errno)
    }
    do throws(FileError) {
      do throws(FileError) { try fill(descriptor, content) } catch {
        close(descriptor)
        throw error
      }
      // Some file systems (NFS) tell of a full disk only here.
      guard close(descriptor) == 0 else { throw failure(errno) }
    } catch {
      unlink(name)
      throw error
    }
    return rename(name)
  }

  private func rename(_ name: String) -> Outcome {
    guard Glibc.rename(name, target.place) != 0 else { return .done }
    let number = errno
    unlink(name)
    return .refused(number)
  }

  // MARK: Both

  /// Nobody reads what will replace a private file before it is private.
  private var creationMode: mode_t { target.standing == nil ? 0o666 : 0o600 }

  private func fill(_ descriptor: Int32, _ content: FileParts) throws(FileError) {
    try ByteFile.writeAll(content, to: descriptor, path: target.path, in: execution)
    if let standing = target.standing { FileReplacement.adopt(standing, descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(errno) }
  }

  /// Gives a new file the permissions of the one that it replaces, and its owner where the system allows it.
  private static func adopt(_ standing: stat, _ descriptor: Int32) {
    var mode = standing.st_mode & 0o777
    var own = stat()
    if fstat(descriptor, &own) == 0, own.st_uid != standing.st_uid || own.st_gid != standing.st_gid,
      fchown(descriptor, standing.st_uid, standing.st_gid) != 0,
      fchown(descriptor, uid_t.max, standing.st_gid) != 0
    {
      // Another group gets no more than everybody.
      mode = mode & 0o707 | mode & (mode & 0o007) << 3
    }
    // A file system without permissions has none to keep.
    fchmod(descriptor, mode)
  }

  /// So that the new name outlives a power failure. The file is complete either way, so failure is no error.
  private func synchronizeFolder() {
    let descriptor = open(target.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  // MARK: A file that cannot be replaced

  /// Writes over the old bytes, once there is room for all. It is not stopped half way.
  private func writeInPlace(_ content: FileParts) throws(FileError) {
    let descriptor = open(target.place, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    let size = target.standing?.st_size ?? 0
    if content.count > size {
      let problem = posix_fallocate(descriptor, 0, off_t(content.count))
      if problem == ENOSPC || problem == EFBIG || problem == EDQUOT {
        ftruncate(descriptor, size)
        throw failure(problem)
      }
    }
    try ByteFile.writeAll(content, to: descriptor, path: target.path)
    guard ftruncate(descriptor, off_t(content.count)) == 0, fsync(descriptor) == 0 else {
      throw failure(errno)
    }
  }
}
