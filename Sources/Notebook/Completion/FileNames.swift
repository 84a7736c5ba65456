import Glibc
import Language

/// Files and folders that a typed path can become.
enum FileNames {
  static func candidates(for typed: String, from interpreter: Interpreter) -> [Completion.Candidate] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    guard let directory = opendir(folder.isEmpty ? "." : interpreter.path(folder)) else { return [] }
    defer { closedir(directory) }
    var found: [Completion.Candidate] = []
    while let entry = readdir(directory) {
      // The entry is valid until the next `readdir`; its name ends with a NUL within the array.
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(start), name != ".", name != "..", !name.hasPrefix(".") || start.hasPrefix(".")
      else {
        continue
      }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      found.append(.init(folder + name + (isFolder ? "/" : ""), isFolder ? .folder : .file))
    }
    return found.sorted { $0.text < $1.text }
  }
}
