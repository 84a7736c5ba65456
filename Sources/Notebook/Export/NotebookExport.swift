import Engine
import Language

/// A notebook as a document: its text, and its code with what it gives.
enum NotebookExport {
  /// - Parameter arguments: what its code finds in `args`.
  static func document(
    _ notebook: NotebookFile, title: String, arguments: [String] = [], cancellation: Cancellation
  ) -> ExportedDocument {
    var document = ExportedDocument(title: title)
    let session = Session(cancellation: cancellation)
    session.interpreter.environment["args"] = .list(arguments.map { .string($0) })
    for (index, cell) in notebook.cells.enumerated() where document.failure == nil {
      switch cell {
      case .text(let text):
        if index == 0, notebook.isExported { continue }
        let script = NotebookScript.prose(text, isExported: notebook.isExported)
        let prose = Prose(lines: script)
        if !prose.isEmpty { document.blocks.append(.prose(Bilingual(prose, prose))) }
      case .code(let source):
        let (events, failure) = session.recording { () throws(Diagnostic) in try session.perform(cell: source)
        }
        let lines = source.codeLines(in: 0..<source.bytes.count)
        if !lines.isEmpty { document.blocks.append(.code(lines, output: events)) }
        document.failure = failure
      }
    }
    return document
  }
}

extension Session {
  /// Runs a cell, and throws what ended it, which is not shown.
  fileprivate func perform(cell source: SourceText) throws(Diagnostic) {
    let listener = output
    var failure: Diagnostic?
    output = { event in
      if case .failure(let error) = event, error.contents.severity == .error {
        failure = error
      } else {
        listener(event)
      }
    }
    defer { output = listener }
    if run(source) != .succeeded { throw failure ?? .interrupted }
  }
}
