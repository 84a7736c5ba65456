import Engine
import Language

/// Makes documents of files: lessons, scripts and notebooks; and scripts of notebooks.
package struct Exporter {
  private let languages: [LessonLanguage]
  private let cancellation: Cancellation

  /// - Parameter cancellation: what stops the code of what is exported.
  package init(_ languages: [LessonLanguage], cancellation: Cancellation = Cancellation()) {
    self.languages = languages
    self.cancellation = cancellation
  }

  /// Runs a lesson, a script or a notebook and writes what it is and what it gave. One that fails is written as far as it came.
  /// - Parameter arguments: what a script finds in `args`.
  /// - Throws: what ended the script, or went wrong with a file.
  package func export(_ path: String, to output: String, arguments: [String] = []) throws(Diagnostic) {
    if NotebookFile.isNamed(path), FilePath.ending(of: output) == "fov" {
      return try NotebookScript.export(path, to: output, cancellation)
    }
    // Before it runs, which may take long.
    _ = try ExportFormat.target(output)
    let document = try document(path, arguments)
    if let failure = document.failure, failure.code == .interrupted { throw failure }
    try document.write(to: output, languages)
    if let failure = document.failure { throw failure }
  }

  private func document(_ path: String, _ arguments: [String]) throws(Diagnostic) -> ExportedDocument {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if NotebookFile.isNamed(path) {
      return NotebookExport.document(
        try .read(path), title: name, arguments: arguments, cancellation: cancellation)
    }
    let source: SourceText
    do throws(FileError) { source = try LessonDocument.read(path) } catch { throw Diagnostic(error) }
    if let lesson = LessonDocument(source) {
      guard arguments.isEmpty else {
        throw Diagnostic(
          .command, "\(path) is a lesson, which takes no arguments", help: "remove the arguments after --")
      }
      return LessonExport.document(lesson, cancellation: cancellation)
    }
    return ScriptExport.document(source, title: name, arguments: arguments, cancellation: cancellation)
  }
}
