import Engine
import Language

/// A notebook that is being worked in: numbered cells on one set of variables.
///
/// A cell is a transaction: when it fails, every variable is as it was before. One that is stopped keeps what it had
/// assigned, and `undo` takes it back.
package final class Session {
  package let interpreter: Interpreter
  /// What the session has to say, in the order it happens.
  package var output: (Event) -> Void
  /// Everything that was run, the first as In[1].
  package internal(set) var cells: [Cell] = []
  /// What a lesson ran since the last cell, as scripts; `save` writes it before the next.
  var given: [String] = []
  var undoable = UndoStack()
  /// What the last cell had done when it failed; nil where none did, or it is too late to have that back.
  var failure: FailedCell?
  /// What all cells keep of what they showed, and the first that keeps any.
  var shownBytes = 0
  var firstShown = 0
  private var saidOnce: Set<String> = []
  private var isRunningCell = false

  /// The number of the cell that comes next.
  package var nextCell: Int { cells.count + 1 }

  package enum Event {
    /// The value of a statement.
    case result(StatementEcho)
    /// What `print`, `show`, `explain` and commands write.
    case markup(Markup)
    case failure(Diagnostic)
    case note(String)
    /// How far long work has come; the next event replaces it.
    case progress(Interpreter.Progress)
  }

  /// - Parameter cancellation: what stops it; a lesson's session shares the one of the session around it.
  package init(
    cancellation: Cancellation = Cancellation(), output: @escaping (Event) -> Void = { _ in }
  ) {
    self.output = output
    interpreter = Interpreter(cancellation: cancellation)
    interpreter.progress = { [unowned self] in self.output(.progress($0)) }
    interpreter.output = { [unowned self] in self.emit(.markup($0)) }
    interpreter.commands = Command.allWords
    interpreter.used = { LessonDocument($0)?.source ?? $0 }
  }

  /// Says something, and keeps it with the cell that is being run.
  func emit(_ event: Event) {
    if isRunningCell { cells[cells.count - 1].transcript.keep(event) }
    output(event)
  }

  /// Says something of a kind once in a session.
  func noteOnce(_ kind: String, _ text: String) {
    if saidOnce.insert(kind).inserted { emit(.note(text)) }
  }

  package enum Outcome: Equatable {
    case succeeded
    case failed
    case interrupted
  }

  /// Runs a cell. Its values are shown, kept as `Out[n]`, and the last one as `ans`.
  /// - Parameter name: how messages call it; `In[n]` without one.
  @discardableResult
  package func run(_ text: String, name: String? = nil) -> Outcome {
    run(
      SourceText(
        name: name ?? "In[\(nextCell)]", bytes: Array(text.utf8), takesCommands: name == nil))
  }

  /// The same for a text that has a name. What is stopped is kept only where commands are understood, which could take it
  /// back.
  func run(_ source: SourceText) -> Outcome {
    let number = nextCell
    let text = source.text
    cells.append(Cell(text, after: given))
    given = []
    beginResult()
    let before = interpreter.snapshot()
    interpreter.cancellation.reset()
    interpreter.beginCell()
    isRunningCell = true
    defer {
      isRunningCell = false
      boundTranscripts()
    }
    failure = nil
    var progress = CellProgress()
    do throws(Diagnostic) {
      try evaluate(source, cell: number, &progress)
      // Whoever presses Ctrl-C a second time wants nothing of it.
      if interpreter.wasStopped, Interrupts.count > 1 { throw .interrupted }
      cells[number - 1].status = .kept
      noteHiddenCommands(text, since: before)
      if progress.isEarly {
        keepPart(.stopped, of: number, progress, since: before)
      } else {
        keepForUndo(number, before)
      }
      if let result = progress.result { keepResult(result.value, of: number) }
      // What was done until Ctrl-C is kept, but nobody who runs cells one after the other is to go on.
      return progress.isEarly ? .interrupted : .succeeded
    } catch {
      if source.takesCommands, keepsStopped(number, error, progress, since: before) { return .interrupted }
      rollBack(number, error, progress, to: before, isRecoverable: source.takesCommands)
      return error.code == .interrupted ? .interrupted : .failed
    }
  }

  /// What a failed cell left that is worth keeping becomes its result.
  func keepPartialResult(_ number: Int) {
    guard let value = interpreter.partialResult else { return }
    interpreter.partialResult = nil
    keepResult(value, of: number)
  }

  /// Somebody who names a variable like a command, or looks at such a variable, may want the command later.
  private func noteHiddenCommands(_ text: String, since before: Interpreter.State) {
    let looked = CommandCall.trimmed(text.prefix { $0 != ";" && $0 != "#" })
    for name in interpreter.changes(since: before).names + [looked]
    where Command.allWords.contains(name) && interpreter.environment.hasOwn(name) {
      noteOnce(
        "command \(name)",
        "`\(name)` alone shows this variable now; `\(name) = none` makes it a command again"
      )
    }
  }

  /// Runs every statement and shows what each gives; the last value is the cell's.
  private func evaluate(
    _ source: SourceText, cell: Int, _ progress: inout CellProgress
  ) throws(Diagnostic) {
    let program = try interpreter.compile(source)
    progress.program = program
    for (index, statement) in program.statements.enumerated() {
      let result = try interpreter.run(statement, of: program, countsWhenDone: true)
      progress.statementsDone += 1
      for note in result.notes { emit(.note(note)) }
      if result.hasValue {
        if !result.isDefinition {
          progress.result = (result.value, index)
          cells[cell - 1].resultStatement = index
        }
        if !result.isMuted {
          emit(.result(StatementEcho(result, cell: cell)))
          if result.name == nil, let drawing = Display.drawing(below: result.value) { emit(.markup(drawing)) }
        }
      }
      progress.isLastCutShort = interpreter.wasStopped
      if interpreter.wasStopped || interpreter.cancellation.isRaised { break }
    }
  }

  /// Whether more input could complete a text: brackets are open, or it ends after an operator.
  package static func isIncomplete(_ text: String) -> Bool {
    do throws(Diagnostic) {
      _ = try Interpreter.check(SourceText(name: "", text))
      return false
    } catch { return error.isIncomplete }
  }
}

/// The value of a statement as it is shown.
package struct StatementEcho {
  package let value: Value
  package let name: String?
  package let cell: Int?

  init(_ result: Interpreter.Result, cell: Int?) {
    value = result.value
    name = result.name
    self.cell = cell
  }

  /// A small picture of a tensor whose numbers are not all shown; nil where they are, and where nobody typed the cell.
  package var thumbnail: Markup.Picture? {
    guard cell != nil, case .tensor(let tensor) = value, tensor.rank >= 2, Formatter.isShortened(tensor)
    else { return nil }
    return Markup.Picture(tensor.detached, isThumbnail: true)
  }

  /// `a = tensor [2, 2]` and the rows below.
  package var lines: [String] {
    var lines = Formatter.display(value)
    if let name { lines[0] = "\(name) = " + lines[0] }
    return lines
  }
}
