import Engine
import Language

/// The kind of a document, by the ending of its file's name.
package struct ExportFormat {
  /// In the order in which messages name them.
  static let all: [any DocumentFormat.Type] = [
    HTMLPage.self, MarkdownPage.self, JupyterNotebook.self, TextPage.self,
  ]

  /// By this a file is known as one that may be written over, where it stands in its place.
  static let mark = "Exported by Fovea"

  let document: any DocumentFormat.Type

  /// Nil for another ending.
  package init?(path: String) {
    let ending = FilePath.ending(of: path)
    guard let document = ExportFormat.all.first(where: { $0.endings.contains(ending) }) else { return nil }
    self.document = document
  }

  /// `.html, .md or .ipynb`.
  package static var endings: String {
    FileFormats.list(all.compactMap { $0.endings.first }.map { "." + $0 }, "or")
  }

  /// The kind of a document that may be written.
  /// - Throws: `command` for another ending; `file` where a file of somebody else's stands there.
  static func target(_ path: String) throws(Diagnostic) -> any DocumentFormat.Type {
    guard let format = ExportFormat(path: path) else {
      throw Diagnostic(
        .command, "a document ends in \(endings), and `\(path)` does not", help: "export notes.html")
    }
    do throws(FileError) { try format.file(path).check() } catch { throw Diagnostic(error) }
    return format.document
  }

  private func file(_ path: String) -> OwnedFile { OwnedFile(path, document.marks, deed: "exported") }
}

extension ExportedDocument {
  /// Writes it as the path's ending says. Files that are there already are written over only when they were exported too; where
  /// one was not, nothing is written.
  /// - Throws: `command` for another ending; what went wrong with a file.
  package func write(
    to path: String, _ languages: [LessonLanguage], in execution: Execution = Execution()
  ) throws(Diagnostic) {
    let format = try ExportFormat.target(path)
    let files = format.files(of: self, languages, at: path)
    do throws(FileError) {
      for file in files { try file.file.check() }
      for file in files where file.file.folder != FilePath.folder(of: path) {
        try ByteFile.makeFolder(file.file.folder)
      }
      for file in files { try file.file.write(file.bytes, in: execution) }
    } catch { throw Diagnostic(error) }
  }
}
