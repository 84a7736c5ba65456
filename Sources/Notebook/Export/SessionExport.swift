import Engine
import Language

extension Session {
  /// Writes the session as a document.
  @discardableResult
  package func export(
    to name: String, title: Bilingual<String>, _ languages: [LessonLanguage]
  ) -> Outcome {
    // What stopped the cell before does not stop this.
    interpreter.cancellation.reset()
    let document = document(title: title)
    do throws(Diagnostic) {
      guard !document.blocks.isEmpty else {
        throw Diagnostic(.command, "there is nothing to export yet", help: "cells that failed are left out")
      }
      let path = interpreter.path(name)
      try document.write(to: path, languages, in: interpreter.execution)
      var markup = Markup()
      let count = document.blocks.count
      markup.sentence(.init("exported \(count) \(count == 1 ? "cell" : "cells") to "), .init(path, .string))
      output(.markup(markup))
      return .succeeded
    } catch {
      output(.failure(error))
      return error.code == .interrupted ? .interrupted : .failed
    }
  }

  /// The session so far as a document: the cells that count, with what they showed when they were run.
  func document(title: Bilingual<String>) -> ExportedDocument {
    var document = ExportedDocument(title: title)
    for cell in cells {
      for script in cell.given { document.add(script) }
      guard cell.status == .kept else { continue }
      let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      document.blocks.append(.code(lines, output: cell.transcript.events))
    }
    for script in given { document.add(script) }
    return document
  }
}

extension ExportedDocument {
  /// What a lesson ran, without what it showed.
  fileprivate mutating func add(_ script: String) {
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    blocks.append(.code(lines, output: []))
  }
}
