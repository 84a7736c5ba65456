import Engine
import Language

/// A lesson: a script whose cells are text, code, questions and exercises.
///
/// The form is told in `docs/writing-lessons.md`.
package struct LessonDocument: Sendable {
  package let source: SourceText
  package let title: Bilingual<String>
  package let seed: UInt64
  package let steps: [LessonStep]
  /// Faults in the form, in the order of the file. A lesson that has any cannot be played.
  package let problems: [Diagnostic]

  /// - Returns: nil for an ordinary script: a text without a header and without cells other than code.
  package init?(_ source: SourceText) {
    guard LessonReader.isLesson(source) else { return nil }
    let reader = LessonReader(source)
    let outline = LessonOutline(reader.cells, in: source)
    self.source = source.with(rights: .lesson, builtInNames: .all)
    title = Bilingual(reader.header?.title.english ?? "", reader.header?.title.chinese ?? "")
    seed = reader.header?.seed ?? 0
    steps = outline.steps
    var problems = reader.problems + outline.problems
    if problems.isEmpty, steps.isEmpty {
      problems.append(Diagnostic(.lesson, "the lesson has no steps", at: Span(0, 0), in: source))
    }
    self.problems = problems.sorted { LessonDocument.start($0) < LessonDocument.start($1) }
  }

  private static func start(_ problem: Diagnostic) -> Int32 { problem.labels.first?.span.start ?? 0 }

  func source(of cell: LessonCell) -> SourceText { source.keeping(cell.body) }

  func source(of attribute: LessonAttribute) -> SourceText { source.keeping(attribute.span.range) }

  /// What a cell says to a reader.
  func content(of cell: LessonCell, _ language: LessonLanguage) -> Markup {
    cell.kind == .picture ? illustration(of: cell, language) : cell.prose?[language].markup ?? Markup()
  }

  /// The lines of a code cell as the learner sees them.
  package func code(of cell: LessonCell) -> [String] { source.codeLines(in: cell.body) }
}

extension FileRights {
  /// Playing a lesson changes nothing outside and learns nothing of it, whoever wrote it.
  static let lesson = FileRights(.nothing, denial: "a lesson's own code may not read or write files")

  /// Of a script that is looked over: its results may come from files that lie beside it.
  static func checked(_ path: String) -> FileRights {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    return FileRights(
      .reading(below: folder),
      denial: "while it is checked, a script may only read files in its own folder, and write nothing",
      help: "if you trust it: fovea check --allow-files \(path)")
  }
}
