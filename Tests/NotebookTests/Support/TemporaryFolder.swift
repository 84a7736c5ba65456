import Engine
import Glibc

/// A folder that vanishes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/fovea-lessons-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure.noFolder }
    path = String(cString: made)
  }

  deinit { TemporaryFolder.remove(path) }

  enum Failure: Error { case noFolder }

  @discardableResult
  func write(_ text: String, _ name: String) throws -> String {
    let file = "\(path)/\(name)"
    try ByteFile.write(Array(text.utf8), to: file)
    return file
  }

  func read(_ name: String) throws -> String {
    String(decoding: try ByteFile.read("\(path)/\(name)"), as: UTF8.self)
  }

  var names: [String] { TemporaryFolder.names(path).sorted() }

  static func names(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func remove(_ path: String) {
    for name in names(path) {
      let inner = "\(path)/\(name)"
      if unlink(inner) != 0 { remove(inner) }
    }
    rmdir(path)
  }
}
