import Glibc

/// The little that is needed of paths.
package enum FilePath {
  /// What stands before the last `/`; `.` without one.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What stands behind the last dot of the name, in small letters: `npy` of `a/B.NPY`; empty without one.
  package static func ending(of path: String) -> String {
    guard let dot = lastDot(path) else { return "" }
    return String(path[path.index(after: dot)...]).lowercased()
  }

  /// The path without its ending and the dot.
  package static func stem(of path: String) -> String { lastDot(path).map { String(path[..<$0]) } ?? path }

  private static func lastDot(_ path: String) -> String.Index? {
    let name =
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
    return path.utf8[name...].lastIndex(of: UInt8(ascii: "."))
  }

  /// Whether something lies at a path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Links are followed.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static var current: String {
    guard let text = getcwd(nil, 0) else { return "." }
    defer { free(text) }
    return String(cString: text)
  }

  /// The whole path that a relative name leads to.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = current
    return (folder.hasSuffix("/") ? folder : folder + "/") + path
  }

  static func hint(_ path: String) -> String? {
    path.hasPrefix("~") ? "`~` is the shell's word for the home folder: write the folder out" : nil
  }
}
