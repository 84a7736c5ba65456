import Engine
import Language

/// What the learner can ask for. Each throws an error of the lesson's own code, or that it was interrupted; what is wrong
/// with the learner's input is said, and the outcome is `failed`.
extension LessonPlayer {
  package func next() throws(Diagnostic) -> Session.Outcome {
    if !record.isPassed {
      switch step.activity {
      case .reading: mark { $0.status = .read }
      case .prediction:
        say(.predictFirst)
        return .succeeded
      case .exercise(let exercise):
        guard try judge(exercise) else { return .succeeded }
        say(Markup([.line([])]))
      }
    }
    if position + 1 < lesson.steps.count {
      try enter(position + 1)
    } else {
      say(.atEnd(next: successor), .success)
      if !tally.isEmpty { say(.tally(tally)) }
    }
    return .succeeded
  }

  package func back() throws(Diagnostic) -> Session.Outcome {
    if position == 0 { say(.atStart) } else { try enter(position - 1) }
    return .succeeded
  }

  // MARK: Exercises

  package func check() throws(Diagnostic) -> Session.Outcome {
    switch step.activity {
    case .reading: say(.nothingToCheck)
    case .prediction: say(record.isPassed ? .answeredAlready : .guessHasNoCheck)
    case .exercise(let exercise):
      if try judge(exercise) { say(.doneAlready, .dim) }
    }
    return .succeeded
  }

  /// Says how right the answer is, and keeps it.
  /// - Returns: whether it is right.
  private func judge(_ exercise: LessonStep.Exercise) throws(Diagnostic) -> Bool {
    let learner = Variables(session.interpreter.environment)
    let verdict = try ExerciseJudge(exercise, ofStep: position, replay).judge(learner)
    let isRight = if case .right = verdict { true } else { false }
    mark { record in
      record.attempts += 1
      if isRight, record.status == .open { record.status = .done }
    }
    tell(verdict, exercise)
    if !isRight { sayHelp(exercise) }
    return isRight
  }

  private func tell(_ verdict: ExerciseJudge.Verdict, _ exercise: LessonStep.Exercise) {
    let name = exercise.name
    switch verdict {
    case .missing: say(.missing(name: name), .warning)
    case .kind(let value, let expected): say(.wrongKind(name: name, value, expected: expected), .warning)
    case .shape(let value, let expected): say(.wrongShape(name: name, value, expected: expected), .warning)
    case .misconception(let position):
      say(.known(name: name), .warning)
      say(exercise.misconceptions[position].cell)
    case .unequal(let value): say(.unequal(name: name, value), .warning)
    case .failed(let diagnostic):
      say(.stopped, .warning)
      fail(diagnostic)
    case .right(let value):
      say(.right(name: name, value), .success)
      say(exercise.right)
    }
  }

  private func sayHelp(_ exercise: LessonStep.Exercise) {
    let left = exercise.hints.count - min(record.hints, exercise.hints.count)
    say(left > 0 ? .hintsLeft(left) : .noHintsLeft, .dim)
  }

  package func hint() throws(Diagnostic) -> Session.Outcome {
    guard let exercise = step.exercise else {
      say(step.prediction == nil ? .noHints : record.isPassed ? .answeredAlready : .guessHasNoHints)
      return .succeeded
    }
    let number = min(record.hints + 1, exercise.hints.count)
    say(.hint(number, of: exercise.hints.count), .strong)
    say(exercise.hints[number - 1])
    mark { $0.hints = number }
    sayHelp(exercise)
    return .succeeded
  }

  package func solution() throws(Diagnostic) -> Session.Outcome {
    guard let exercise = step.exercise else {
      say(.noSolution)
      return .succeeded
    }
    say(.solution(name: exercise.name))
    say(screen.code(of: exercise.solution))
    return .succeeded
  }

  // MARK: Skipping and going back

  package func skip() throws(Diagnostic) -> Session.Outcome {
    switch step.activity {
    case .reading: return try next()
    case .prediction(let prediction):
      if record.isPassed { return try next() }
      try reveal(prediction, guess: nil)
    case .exercise(let exercise):
      if record.isPassed { return try next() }
      say(screen.code(of: exercise.solution))
      let solved = try replay.runSolution(ofStep: position, listener: output)
      let names = try replay.assignedNames(position).sorted()
      var mine = session.snapshot
      for name in names { mine.variables[name] = solved.variables[name] }
      session.snapshot = mine
      mark { $0.status = .skipped }
      say(.skipped(names))
    }
    return .succeeded
  }

  package func reset() throws(Diagnostic) -> Session.Outcome {
    let mine = Variables(session.interpreter.environment)
    let names = mine.changed(since: start.variables).union(start.variables.changed(since: mine)).sorted()
      .filter { $0 != "ans" }
    session.snapshot = start
    say(names.isEmpty ? .nothingToReset : .reset(names))
    return .succeeded
  }

  // MARK: Predictions

  package func answer(_ typed: String) throws(Diagnostic) -> Session.Outcome {
    let text = GroupedNumber(typed)?.plain ?? typed
    guard text.contains(where: { !$0.isWhitespace }) else {
      say(.emptyAnswer)
      return .succeeded
    }
    switch step.activity {
    case .reading:
      say(.noQuestion)
      return .succeeded
    case .exercise(let exercise):
      // As if it had been typed: `answer 4.2` at an exercise that asks for `v` is `v = 4.2`, then `check`.
      let outcome = session.run("\(exercise.name) = \(text)")
      return outcome == .succeeded ? try check() : outcome
    case .prediction(let prediction):
      if record.isPassed {
        say(.answeredAlready)
        return .succeeded
      }
      guard let guess = try evaluate(text) else { return .failed }
      try reveal(prediction, guess: guess)
      return .succeeded
    }
  }

  /// The learner's guess, on the variables as they are; nil, and said, where it cannot be evaluated.
  private func evaluate(_ text: String) throws(Diagnostic) -> Value? {
    do throws(Diagnostic) {
      return try session.aside(session.snapshot) { () throws(Diagnostic) in
        try session.value(of: SourceText(name: "answer", text))
      }
    } catch {
      if error.code == .interrupted { throw error }
      fail(error)
      return nil
    }
  }

  /// Runs the code that was asked about, and compares.
  /// - Parameter guess: nil: nobody guessed.
  private func reveal(_ prediction: LessonStep.Prediction, guess: Value?) throws(Diagnostic) {
    let judge = PredictionJudge(prediction, replay)
    var shown = Transcript()
    let outcome = try replay.runCode(ofStep: position) { shown.keep($0) }
    let truth = try judge.truth(outcome)
    guard let guess else {
      show(shown.events, outcome)
      mark { $0.status = .skipped }
      say(.notGuessed(question: prediction.answer.text, truth: truth))
      say(prediction.right)
      return say(screen.closing(isPassed: true))
    }
    let verdict = try judge.judge(guess, truth: truth, outcome: outcome)
    mark { $0.attempts += 1 }
    if verdict == .kind { return say(.guessKind(guess, expected: truth), .warning) }
    if verdict == .shape { return say(.guessShape(guess, expected: truth), .warning) }
    show(shown.events, outcome)
    if verdict == .right {
      mark { $0.status = .predicted }
      say(.guessRight(truth), .success)
      say(prediction.right)
    } else {
      mark { $0.status = .surprised }
      say(.guessWrong(guess, question: prediction.answer.text, truth: truth), .warning)
      if case .misconception(let position) = verdict {
        say(prediction.misconceptions[position].cell)
      } else {
        say(prediction.right)
      }
    }
    say(screen.closing(isPassed: true))
  }

  private func show(_ events: [Session.Event], _ outcome: Snapshot) {
    for event in events { listener(event) }
    hand(outcome)
    noteOwnCode(includingStep: true)
  }
}
