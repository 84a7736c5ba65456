import Engine
import Language

/// The kinds of documents that can be made, by the endings of their files.
package enum ExportFormat: String, CaseIterable, Sendable {
  case html
  case markdown = "md"
  case jupyter = "ipynb"

  /// By this a file is known as one that may be written over, where it stands in its place.
  static let mark = "Exported by Fovea"
  /// The mark as the first line of Markdown.
  static let comment = "<!-- \(mark) -->"
  /// The mark in the head of a page.
  static let generator = "<meta name=\"generator\" content=\"\(mark)\">"

  /// What tells a document of this kind.
  private var marks: [OwnedFile.Mark] {
    switch self {
    case .html: [.line(ExportFormat.generator, among: 8)]
    case .markdown: [.line(ExportFormat.comment, among: 1)]
    case .jupyter: JupyterNotebook.marks
    }
  }

  /// The kind and the file of a document that may be written.
  /// - Throws: `command` for another ending; `file` where a file of somebody else's stands there.
  static func target(_ path: String) throws(Diagnostic) -> (format: ExportFormat, file: OwnedFile) {
    guard let format = ExportFormat(path: path) else {
      throw Diagnostic(
        .command, "a document ends in \(ExportFormat.endings), and `\(path)` does not",
        help: "export notes.html")
    }
    let file = format.file(path)
    do throws(FileError) { try file.check() } catch { throw Diagnostic(error) }
    return (format, file)
  }

  /// A document of this kind, which may replace one that was exported before.
  func file(_ path: String) -> OwnedFile { OwnedFile(path, marks, deed: "exported") }

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
  /// Writes it as the path's ending says. Files that are there already are written over only when they were exported too; where
  /// one was not, nothing is written.
  /// - Throws: `command` for another ending; what went wrong with a file.
  package func write(
    to path: String, _ languages: [LessonLanguage], in execution: Execution = Execution()
  ) throws(Diagnostic) {
    let (format, page) = try ExportFormat.target(path)
    do throws(FileError) {
      switch format {
      case .html: try page.write(Array(HTMLPage(self, languages).text.utf8), in: execution)
      case .jupyter: try page.write(Array(JupyterNotebook.text(self, languages).utf8), in: execution)
      case .markdown: try writeMarkdown(page, path, languages, execution)
      }
    } catch { throw Diagnostic(error) }
  }

  private func writeMarkdown(
    _ file: OwnedFile, _ path: String, _ languages: [LessonLanguage], _ execution: Execution
  ) throws(FileError) {
    let folder = path[..<(path.lastIndex(of: ".") ?? path.endIndex)] + "-pictures"
    let name = folder.split(separator: "/").last.map(String.init) ?? ""
    let page = MarkdownPage(self, languages, folder: name)
    let pictures = page.files.map { picture in
      (file: OwnedFile("\(folder)/\(picture.name)", [picture.mark], deed: "exported"), bytes: picture.bytes)
    }
    for picture in pictures { try picture.file.check() }
    if !pictures.isEmpty { try ByteFile.makeFolder(String(folder)) }
    for picture in pictures { try picture.file.write(picture.bytes, in: execution) }
    try file.write(Array(page.text.utf8), in: execution)
  }
}
