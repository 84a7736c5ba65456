import Engine
import Language

/// A lesson as a document: its steps with what their code gives, answers and solutions folded.
struct LessonExport {
  private let lesson: LessonDocument
  private let session: Session
  private var document: ExportedDocument

  /// - Parameter cancellation: what stops it.
  static func document(_ lesson: LessonDocument, cancellation: Cancellation) -> ExportedDocument {
    var export = LessonExport(lesson, Session(cancellation: cancellation))
    export.run()
    return export.document
  }

  private init(_ lesson: LessonDocument, _ session: Session) {
    (self.lesson, self.session) = (lesson, session)
    document = ExportedDocument(title: lesson.title)
  }

  private mutating func run() {
    if let problem = lesson.problems.first {
      document.failure = problem
      return
    }
    for (index, step) in lesson.steps.enumerated() where document.failure == nil {
      session.interpreter.generator = lesson.generator(ofStep: index)
      document.blocks.append(.step(index + 1))
      for cell in step.reading { show(cell) }
      switch step.activity {
      case .reading: document.blocks += code(step.code)
      case .prediction(let prediction): tell(prediction, step)
      case .exercise(let exercise): tell(exercise, step)
      }
    }
  }

  /// What a cell says to a reader.
  private mutating func show(_ cell: LessonCell) {
    guard let prose = cell.prose else { return }
    guard cell.kind == .picture else { return document.blocks.append(.prose(prose)) }
    do throws(Diagnostic) {
      let picture = try lesson.picture(of: cell)
      document.blocks.append(.illustration(picture, prose))
    } catch { document.failure = error }
  }

  /// The code of some cells and what each gives; a failure ends the document.
  private mutating func code(_ cells: [LessonCell]) -> [ExportedDocument.Block] {
    var blocks: [ExportedDocument.Block] = []
    for cell in cells where document.failure == nil {
      let (events, failure) = session.recording { () throws(Diagnostic) in
        try session.perform(lesson.source(of: cell))
      }
      blocks.append(.code(lesson.code(of: cell), output: events))
      document.failure = failure
    }
    return blocks
  }

  private mutating func tell(_ prediction: LessonStep.Prediction, _ step: LessonStep) {
    show(prediction.question)
    let code = code(step.code)
    var answer: [ExportedDocument.Block] = []
    if let truth = try? session.value(of: lesson.source(of: prediction.answer)) {
      let right = prediction.right?.prose ?? Bilingual(Prose(lines: []), Prose(lines: []))
      answer.append(.remark(answer: Formatter.inline(truth), right))
    }
    answer += prediction.misconceptions.compactMap(remark)
    document.blocks += [.fold(ExportWords.answer, answer)] + code
  }

  private mutating func tell(_ exercise: LessonStep.Exercise, _ step: LessonStep) {
    let code = code(step.code)
    show(exercise.question)
    document.blocks += code
    for (number, hint) in exercise.hints.enumerated() {
      if let prose = hint.prose {
        document.blocks.append(.fold(ExportWords.hint(number + 1, of: exercise.hints.count), [.prose(prose)]))
      }
    }
    var solution = self.code([exercise.solution])
    if document.failure == nil {
      document.failure =
        session.recording { () throws(Diagnostic) in
          try session.perform(lesson.source(of: exercise.check))
        }.failure
    }
    if let right = exercise.right?.prose { solution.append(.prose(right)) }
    solution += exercise.misconceptions.compactMap(remark)
    document.blocks.append(.fold(ExportWords.solution, solution))
  }

  private func remark(_ misconception: LessonStep.Misconception) -> ExportedDocument.Block? {
    guard let prose = misconception.cell.prose else { return nil }
    switch misconception.sign {
    case .value(let value): return .remark(answer: value.text, prose)
    case .condition(_, let example): return .remark(answer: example.text, prose)
    }
  }
}
