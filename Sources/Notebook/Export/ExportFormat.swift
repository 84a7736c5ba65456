import Engine
import Language

/// The kinds of documents that can be made, by the endings of their files.
package enum ExportFormat: String, CaseIterable, Sendable {
  case html
  case markdown = "md"
  case jupyter = "ipynb"

  /// By this a file is known as one that may be written over.
  static let mark = "Exported by Fovea"

  /// Nil for another ending.
  package init?(path: String) {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    switch ending {
    case "htm": self = .html
    case "markdown": self = .markdown
    default:
      guard let format = ExportFormat(rawValue: ending) else { return nil }
      self = format
    }
  }

  /// `.html, .md or .ipynb`.
  package static let endings = ".html, .md or .ipynb"
}

extension ExportedDocument {
  /// Writes it as the path's ending says. A file that is there already is written over only when it is such a document.
  /// - Throws: `command` for another ending or a file of somebody else's; what went wrong with the file.
  package func write(
    to path: String, _ languages: [LessonLanguage], in execution: Execution = Execution()
  ) throws(Diagnostic) {
    guard let format = ExportFormat(path: path) else {
      throw Diagnostic(
        .command, "a document ends in \(ExportFormat.endings), and `\(path)` does not",
        help: "export notes.html")
    }
    let found = try? ByteFile.read(path, allowingEmpty: true, in: execution)
    if let found, !found.isEmpty, !String(decoding: found, as: UTF8.self).contains(ExportFormat.mark) {
      throw Diagnostic(
        .command, "\(path) is there already, and was not exported by Fovea", help: "choose another name")
    }
    do throws(FileError) {
      switch format {
      case .html: try ByteFile.write(Array(HTMLPage(self, languages).text.utf8), to: path, in: execution)
      case .jupyter:
        try ByteFile.write(Array(JupyterNotebook.text(self, languages).utf8), to: path, in: execution)
      case .markdown: try writeMarkdown(to: path, languages, execution)
      }
    } catch { throw Diagnostic(error) }
  }

  private func writeMarkdown(
    to path: String, _ languages: [LessonLanguage], _ execution: Execution
  ) throws(FileError) {
    let folder = path[..<(path.lastIndex(of: ".") ?? path.endIndex)] + "-pictures"
    let name = folder.split(separator: "/").last.map(String.init) ?? ""
    let page = MarkdownPage(self, languages, folder: name)
    if !page.files.isEmpty { try ByteFile.makeFolder(String(folder)) }
    for file in page.files { try ByteFile.write(file.bytes, to: "\(folder)/\(file.name)", in: execution) }
    try ByteFile.write(Array(page.text.utf8), to: path, in: execution)
  }
}
