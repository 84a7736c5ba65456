import Engine
import Language

/// Looks a lesson over: not its form, which reading it tells, but whether it does what a lesson must.
struct LessonLinter {
  private let lesson: LessonDocument
  private let program: Program
  private let replay: LessonReplay
  private(set) var findings: [Diagnostic] = []

  /// - Parameter program: the whole file, as a script.
  init(_ lesson: LessonDocument, _ program: Program, cancellation: Cancellation) {
    self.lesson = lesson
    self.program = program
    replay = LessonReplay(lesson, in: Session(cancellation: cancellation))
  }

  /// - Parameter withCode: whether the lesson runs, so that its questions can be tried.
  mutating func lookOver(withCode: Bool) {
    findComments()
    findUnknownNames()
    findHiddenNames()
    guard withCode else { return }
    findFiles()
    for index in lesson.steps.indices {
      do throws(Diagnostic) {
        for cell in lesson.steps[index].reading where cell.kind == .picture {
          _ = try lesson.picture(of: cell)
        }
        try measure(index)
        switch lesson.steps[index].activity {
        case .reading: break
        case .prediction(let prediction): try tryOut(prediction, index)
        case .exercise(let exercise): try tryOut(exercise, index)
        }
      } catch {
        findings.append(error)
        if error.code == .interrupted { return }
      }
    }
  }

  private mutating func find(_ message: String, at span: Span, help: String? = nil) {
    findings.append(Diagnostic(.lesson, message, at: span, in: lesson.source, help: help))
  }

  // MARK: The text

  /// What is to be read stands in text cells, where both languages have it.
  private mutating func findComments() {
    let bodies = lesson.steps.flatMap(\.codeCells).map(\.body)
    for comment in lesson.source.comments where !ExpectedOutput.begins(lesson.source.text(comment.span)) {
      guard bodies.contains(where: { $0.contains(Int(comment.span.start)) }) else { continue }
      find(
        "a code cell may not contain comments", at: comment.span,
        help: "say it in the text before the cell, in both languages")
    }
  }

  private mutating func findUnknownNames() {
    let failing = zip(program.statements, ExpectedOutputs(program).byStatement)
      .filter { $0.1.failure != nil }.map(\.0.span)
    for (name, places) in program.unknownNames {
      guard
        let place = places.first(where: { place in !failing.contains { $0.range.contains(Int(place.start)) } }
        )
      else { continue }
      find("`\(name)` is not defined in this lesson", at: place)
    }
  }

  /// A variable with the name of a built-in takes it away from the learner, and the lesson's own code does not see it; one
  /// with the name of a command takes that away.
  private mutating func findHiddenNames() { findings += program.hiddenNames(.error) }

  /// Code that no run reached may name files too.
  private mutating func findFiles() {
    let conditions = attributes.compactMap { try? replay.session.interpreter.compile(lesson.source(of: $0)) }
    for place in ([program] + conditions).flatMap(\.placesOfFiles) {
      find(
        "a lesson's own code may not read or write files", at: place,
        help: "draw what it needs, as digits() does")
    }
  }

  /// The expressions of questions and mistakes.
  private var attributes: [LessonAttribute] {
    lesson.steps.flatMap { step -> [LessonAttribute] in
      let mistakes = step.exercise?.misconceptions ?? step.prediction?.misconceptions ?? []
      return [step.prediction?.answer].compactMap(\.self)
        + mistakes.flatMap { mistake -> [LessonAttribute] in
          switch mistake.sign {
          case .value(let value): [value]
          case .condition(let condition, let example): [condition, example]
          }
        }
    }
  }

  /// A step fits one screen: its text, its code, what the code gives, and the prompt below.
  private mutating func measure(_ index: Int) throws(Diagnostic) {
    let step = lesson.steps[index]
    var outputs = 0
    if step.prediction == nil {
      _ = try replay.runCode(ofStep: index) { outputs += ScreenHeight.lines($0, columns: StepScreen.columns) }
    }
    for (language, name) in [(LessonLanguage.english, "English"), (.chinese, "Chinese")] {
      let screen = StepScreen(lesson: lesson, index: index, language: language)
      let opening = ScreenHeight.lines(screen.opening, columns: StepScreen.columns)
      let closing = ScreenHeight.lines(screen.closing(isPassed: false), columns: StepScreen.columns)
      let all = opening + outputs + closing + 1
      guard all > StepScreen.rows else { continue }
      let parts = "\(opening) of text and code, \(outputs) of output, \(closing + 1) below"
      find(
        "this step takes \(all) lines in \(name); a screen has \(StepScreen.rows): \(parts)",
        at: (step.shown.first ?? step.code.first)?.marker ?? Span(0, 0),
        help: outputs > 0 ? "make two steps of it, or suppress a value with `;`" : "make two steps of it")
    }
  }

  // MARK: Exercises

  private mutating func tryOut(_ exercise: LessonStep.Exercise, _ index: Int) throws(Diagnostic) {
    let judge = ExerciseJudge(exercise, ofStep: index, replay)
    let (entry, solved) = (try replay.entry(to: index), try replay.solved(index))
    if try judge.fault(entry) == nil {
      find("the check passes although nothing was solved", at: exercise.check.marker)
    }
    try findChangedHelpers(exercise, index, entry)
    switch try judge.judge(solved) {
    case .right: break
    case .misconception(let position):
      find("the solution matches this mistake", at: exercise.misconceptions[position].cell.marker)
    default: find("the solution does not pass the check", at: exercise.solution.marker)
    }
    for (position, misconception) in exercise.misconceptions.enumerated() {
      let mistake = try value(of: misconception, on: snapshot(solved, index))
      var learner = solved
      learner[exercise.name] = mistake
      let verdict = try judge.judge(learner)
      if case .misconception(position) = verdict { continue }
      try tell(verdict.stage, misconception, exercise.misconceptions, on: snapshot(learner, index), mistake)
    }
  }

  /// What the lesson defined is restored before a check, but not what the solution changes: a learner may change it so
  /// that the check holds.
  private mutating func findChangedHelpers(
    _ exercise: LessonStep.Exercise, _ index: Int, _ entry: Variables
  ) throws(Diagnostic) {
    let check = try replay.session.interpreter.compile(lesson.source(of: exercise.check))
    let changed = try replay.assignedNames(index).subtracting([exercise.name])
    for name in check.usedNames.intersection(changed).sorted() where entry[name] != nil {
      find(
        "the check uses `\(name)`, which the solution changes, and so may a learner",
        at: exercise.check.marker, help: "use only the answer and what earlier steps defined")
    }
  }

  // MARK: Predictions

  private mutating func tryOut(_ prediction: LessonStep.Prediction, _ index: Int) throws(Diagnostic) {
    let outcome = try replay.runCode(ofStep: index)
    let judge = PredictionJudge(prediction, replay)
    let truth = try judge.truth(outcome)
    for (position, misconception) in prediction.misconceptions.enumerated() {
      let mistake = try value(of: misconception, on: outcome)
      let verdict = try judge.judge(mistake, truth: truth, outcome: outcome)
      if verdict == .misconception(position) { continue }
      try tell(verdict.stage, misconception, prediction.misconceptions, on: outcome, mistake)
    }
  }

  // MARK: Mistakes

  /// Where an answer ends instead of at its explanation.
  fileprivate enum Stage {
    case right, kind, shape, unrecognised
    case other(Int)
  }

  private mutating func tell(
    _ stage: Stage, _ misconception: LessonStep.Misconception, _ all: [LessonStep.Misconception],
    on snapshot: Snapshot, _ mistake: Value
  ) throws(Diagnostic) {
    let span = misconception.cell.marker
    switch stage {
    case .right: find("this mistake passes the check", at: span)
    case .kind:
      find("this mistake is never reached: it is a different kind of value from the answer", at: span)
    case .shape: find("this mistake is never reached: it has a different shape from the answer", at: span)
    case .other(let position):
      let line = lesson.source.line(of: Int(all[position].cell.marker.start))
      find("this mistake is never reached: the one in line \(line) comes first", at: span)
    case .unrecognised:
      guard case .condition(let condition, _) = misconception.sign else {
        return find("this mistake cannot be recognised by its value", at: span)
      }
      var snapshot = snapshot
      snapshot.variables["answer"] = mistake
      _ = try replay.value(of: condition, on: snapshot)
      find("the condition is false for its example", at: condition.span)
    }
  }

  /// What somebody would answer who makes this mistake.
  private func value(of misconception: LessonStep.Misconception, on snapshot: Snapshot) throws(Diagnostic)
    -> Value
  {
    switch misconception.sign {
    case .value(let value): try replay.value(of: value, on: snapshot)
    case .condition(_, let example): try replay.value(of: example, on: snapshot)
    }
  }

  private func snapshot(_ variables: Variables, _ index: Int) -> Snapshot {
    Snapshot(variables: variables, generator: lesson.generator(ofStep: index))
  }
}

extension ExerciseJudge.Verdict {
  fileprivate var stage: LessonLinter.Stage {
    switch self {
    case .right: .right
    case .kind, .missing: .kind
    case .shape: .shape
    case .misconception(let position): .other(position)
    case .unequal, .failed: .unrecognised
    }
  }
}

extension PredictionJudge.Verdict {
  fileprivate var stage: LessonLinter.Stage {
    switch self {
    case .right: .right
    case .kind: .kind
    case .shape: .shape
    case .misconception(let position): .other(position)
    case .wrong: .unrecognised
    }
  }
}
