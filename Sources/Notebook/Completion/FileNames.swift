import Engine
import Language

/// Files and folders that a typed path can become.
enum FileNames {
  static func candidates(for typed: String, from interpreter: Interpreter) -> [Completion.Candidate] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let entries = (try? FolderEntry.all(in: folder.isEmpty ? "." : interpreter.path(folder))) ?? []
    return entries.filter { $0.name.hasPrefix(start) && (!$0.isHidden || start.hasPrefix(".")) }
      .map { entry in
        let isFolder = entry.isFolder
        return Completion.Candidate(folder + entry.name + (isFolder ? "/" : ""), isFolder ? .folder : .file)
      }
      .sorted { $0.text < $1.text }
  }
}
