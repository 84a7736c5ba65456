import Glibc

/// An `errno` of the system's file calls, put into words.
package struct SystemFailure {
  let number: Int32

  package init(_ number: Int32) { self.number = number }

  package func error(reading path: String) -> FileError {
    switch number {
    case ENOENT:
      return missing(path)
    case ENOTDIR:
      return FileError(.missingFolder, path, "a part of the path \(path) is not a folder")
    case EISDIR:
      return ByteFile.directory(path)
    case EACCES, EPERM:
      return FileError(
        .denied, path, "\(path) cannot be read: permission denied", help: "`ls -l` shows who may")
    case ENXIO, ENODEV, EWOULDBLOCK:
      return FileError(.notAFile, path, "\(path) is a pipe, socket or device, not an ordinary file")
    default:
      return FileError(.system, path, "\(path) cannot be read: \(words)")
    }
  }

  /// - Parameter place: where the path leads to, when that is elsewhere.
  package func error(writing path: String, at place: String? = nil) -> FileError {
    switch number {
    case ENOENT, ENOTDIR:
      return noPlace(path, in: FilePath.folder(of: place ?? path))
    case EISDIR:
      return ByteFile.directory(path)
    case EACCES, EPERM:
      return FileError(.denied, path, "\(path) cannot be written: permission denied")
    case EROFS:
      return FileError(.readOnly, path, "\(path) cannot be written: its file system is read-only")
    case ENOSPC, EDQUOT, EFBIG:
      return FileError(
        .diskFull, path, "\(path) cannot be written: \(words)", help: "the old file is unchanged")
    default:
      return FileError(.system, path, "\(path) cannot be written: \(words)")
    }
  }

  /// The folder is missing, or is none, or takes no new names, as those of /proc.
  private func noPlace(_ path: String, in folder: String) -> FileError {
    var standing = folder
    var status = stat()
    while stat(standing, &status) != 0, standing != ".", standing != "/" {
      standing = FilePath.folder(of: standing)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      return FileError(
        .missingFolder, path, "\(path) cannot be written: \(standing) is not a folder",
        help: "choose another name, or move it away")
    }
    guard standing != folder else {
      return FileError(
        .system, path, "\(path) cannot be written: the system allows no new files in \(folder)",
        help: "choose another folder")
    }
    return FileError(
      .missingFolder, path, "\(path) cannot be written: there is no folder \(folder)",
      help: "create it first: `mkdir -p \(folder)`")
  }

  /// A relative name is looked for in the current folder, which people forget; so it is said.
  private func missing(_ path: String) -> FileError {
    let folder = FilePath.folder(of: path)
    if folder != ".", access(folder, F_OK) != 0 {
      return FileError(
        .missingFolder, path, "there is no file \(path): there is no folder \(folder)",
        help: FilePath.hint(path))
    }
    let place = path.hasPrefix("/") ? "" : " (the current folder is \(FilePath.current))"
    return FileError(.missing, path, "there is no file \(path)\(place)", help: FilePath.hint(path))
  }

  private var words: String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
  }
}
