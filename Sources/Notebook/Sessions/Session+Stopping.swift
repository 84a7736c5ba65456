import Engine
import Language

/// What becomes of a cell that ends early.
extension Session {
  /// Keeps what a cell had done that somebody stopped.
  /// - Returns: whether there was anything to keep; nothing has been said then.
  func keepsStopped(
    _ number: Int, _ error: Diagnostic, _ progress: CellProgress, since before: Interpreter.State
  ) -> Bool {
    // A statement that was to be finished after the first Ctrl-C was stopped by the second.
    guard error.code == .interrupted, !interpreter.wasStopped, Interrupts.count <= 1 else { return false }
    let hasChanged = !interpreter.changes(since: before).names.isEmpty || interpreter.hasDrawn(since: before)
    guard hasChanged || progress.result != nil else { return false }
    cells[number - 1].status = .kept
    keepPart(.stopped, of: number, progress, since: before, place: error)
    if let result = progress.result { keepResult(result.value, of: number) }
    return true
  }

  /// Says where a cell ended, and notes what cannot be computed again.
  /// - Parameter place: the error that ended it; nil where its statement was done.
  func keepPart(
    _ cause: PartialCell.Cause, of number: Int, _ progress: CellProgress, since before: Interpreter.State,
    place error: Diagnostic? = nil
  ) {
    let names = interpreter.changes(since: before).names
    let underWay = progress.statementUnderWay
    let isResult = progress.result != nil && progress.result?.statement == underWay
    var seed: Int?
    if interpreter.hasDrawn(since: before) {
      // How many numbers were drawn depends on the moment. From here on they can be drawn again, by a seed of 31 bits.
      let fresh = Int(interpreter.generator.next() >> 33)
      interpreter.generator = RandomGenerator(seed: UInt64(fresh))
      seed = fresh
    }
    cells[number - 1].partial = PartialCell(
      cause, statementsDone: underWay ?? progress.statementsDone,
      variables: variables(assignedBy: underWay, of: progress.program, names),
      result: isResult ? progress.result?.value : nil, seed: seed)
    boundPartialCells()
    keepForUndo(number, before)
    if cause == .stopped { emit(.failure(noteOfStop(progress, error, names))) }
  }

  private func variables(
    assignedBy statement: Int?, of program: Program?, _ changed: [String]
  ) -> [(name: String, value: Value)] {
    guard let statement, let program else { return [] }
    return program.assigned(by: program.statements[statement], of: changed).compactMap { name in
      interpreter.environment[name].map { (name, $0) }
    }
  }

  /// Where it stopped, and what changed.
  private func noteOfStop(_ progress: CellProgress, _ error: Diagnostic?, _ names: [String]) -> Diagnostic {
    let isLast = progress.statementsDone == progress.program?.statements.count
    var message: String
    if let error {
      message = "stopped" + (progress.place(of: error).map { " in \($0)" } ?? "")
    } else if progress.isLastCutShort {
      message = interpreter.stopMessage
      if !isLast {
        message +=
          interpreter.hasLeftOutRest ? ", and so was that of the cell" : "; the rest of the cell was skipped"
      }
    } else {
      message =
        "stopped" + (progress.placeOfLast.map { " after \($0)" } ?? "")
        + "; the rest of the cell was skipped"
    }
    let takesCommands = progress.program?.source.takesCommands == true
    return Diagnostic(
      .interrupted, message,
      help: takesCommands && !names.isEmpty
        ? "`undo` takes back what has changed: \(changes(names))" : nil,
      severity: .note)
  }

  /// The variables, with the values of those that are a number.
  private func changes(_ names: [String]) -> String {
    let texts = names.prefix(8).map { name in
      if case .number(let number)? = interpreter.environment[name] {
        return "\(name) = \(Formatter.number(number, digits: 6))"
      }
      return name
    }
    return texts.joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }

  /// Puts everything back after an error, and keeps for `recover` what there was.
  func rollBack(
    _ number: Int, _ error: Diagnostic, _ progress: CellProgress, to before: Interpreter.State,
    isRecoverable: Bool
  ) {
    let lost = interpreter.changes(since: before).names
    if isRecoverable, !lost.isEmpty {
      failure = FailedCell(number: number, state: interpreter.snapshot(), progress: progress)
    }
    interpreter.restore(before)
    emit(.failure(error))
    keepPartialResult(number)
    if let note = Session.note(ofLost: lost, isRecoverable: isRecoverable) { emit(.note(note)) }
    if error.code == .memory { letGoOfResults() }
  }

  /// Somebody who sees `a = …` succeed in the first half of a cell looks for `a` afterwards.
  private static func note(ofLost names: [String], isRecoverable: Bool) -> String? {
    guard let first = names.first else { return nil }
    let all =
      names.count > 3
      ? "\(names.count) variables are"
      : names.count > 1 ? names.joined(separator: ", ") + " are" : "\(first) is"
    let way = isRecoverable ? "; `recover` brings back what it had assigned" : ""
    return "the cell failed, so \(all) as before it" + way
  }
}

extension CellProgress {
  /// Whether the cell ended before its end, or with a statement that was cut short.
  var isEarly: Bool { isLastCutShort || statementsDone < program?.statements.count ?? 0 }

  /// `line 2: for i in 1:100 {`, or the statement in a cell of one line; nil in a cell of one statement, which can be seen.
  func place(of error: Diagnostic) -> String? {
    guard let program else { return nil }
    // Inside a function that an earlier cell defined, it is the call in this one.
    if error.source === program.source, let span = error.labels.first?.span { return line(at: span) }
    if let call = error.contents.calls.last(where: { $0.source === program.source }) {
      return line(at: call.span)
    }
    return statementUnderWay.flatMap { line(at: program.statements[$0].span) }
  }

  /// The same of the statement that was done last.
  var placeOfLast: String? {
    guard let program, statementsDone > 0 else { return nil }
    return line(at: program.statements[statementsDone - 1].span)
  }

  private func line(at span: Span) -> String? {
    guard let program else { return nil }
    let source = program.source
    if source.lineCount == 1 {
      let statement = program.statements.first { $0.span.encloses(span) }
      return program.statements.count > 1 ? statement.map { "`\(shortened(source.text($0.span)))`" } : nil
    }
    let number = source.line(of: Int(span.start))
    let range = source.range(ofLine: number)
    let text = CommandCall.trimmed(String(decoding: source.bytes[range], as: UTF8.self)[...])
    return "line \(number): " + shortened(text)
  }

  private func shortened(_ text: String) -> String { text.count <= 60 ? text : text.prefix(59) + "…" }
}
