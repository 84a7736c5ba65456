import Glibc

/// The little that is needed of paths.
enum FilePath {
  /// What stands before the last `/`; `.` without one.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static var current: String {
    guard let text = getcwd(nil, 0) else { return "." }
    defer { free(text) }
    return String(cString: text)
  }

  static func hint(_ path: String) -> String? {
    path.hasPrefix("~") ? "`~` is the shell's word for the home folder: write the folder out" : nil
  }
}
