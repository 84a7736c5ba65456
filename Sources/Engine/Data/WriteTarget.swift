import Glibc

/// Where bytes that are written under a name will lie: behind all symbolic links, and what stands there.
struct WriteTarget {
  /// As the caller named it, for messages.
  let path: String
  /// Behind the links.
  let place: String
  /// What stands there; nil for nothing.
  let standing: stat?

  var folder: String { FilePath.folder(of: place) }

  /// What stands under the name must be nothing, or an ordinary file that this user may change: renaming over it
  /// would ask only for the folder's permission, and would replace /dev/null.
  init(_ path: String) throws(FileError) {
    if path.hasSuffix("/") { throw ByteFile.directory(path) }
    self.path = path
    var status = stat()
    guard stat(path, &status) == 0 else {
      place = try WriteTarget.followingLinks(path)
      standing = nil
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ByteFile.directory(path)
    default: throw ByteFile.notAFile(path, status)
    }
    guard access(path, W_OK) == 0 else { throw SystemFailure(errno).error(writing: path) }
    // A link below /proc may lead to an open file that has lost its name.
    guard let resolved = WriteTarget.resolved(path) else {
      throw FileError(
        .notAFile, path, "\(path) is an open file without a name, not an ordinary file")
    }
    place = resolved
    standing = status
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// Where links lead to that point at nothing yet.
  private static func followingLinks(_ path: String) throws(FileError) -> String {
    var place = path
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    // As many as Linux follows.
    for _ in 0..<40 {
      // Safe: `readlink` fills at most the buffer's bytes and says how many.
      let count = readlink(place, &buffer, buffer.count)
      guard count > 0 else { return place }
      guard
        let text = String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: Unicode.UTF8.self)
      else {
        throw SystemFailure(EILSEQ).error(writing: path)
      }
      place = text.hasPrefix("/") ? text : FilePath.folder(of: place) + "/" + text
    }
    throw SystemFailure(ELOOP).error(writing: path)
  }
}
