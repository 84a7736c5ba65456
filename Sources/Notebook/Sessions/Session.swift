import Engine
import Language

/// A notebook that is being worked in: numbered cells on one set of variables.
///
/// A cell is a transaction: when it fails or is interrupted, every variable is as it was before.
package final class Session {
  package let interpreter: Interpreter
  /// What the session has to say, in the order it happens.
  package var output: (Event) -> Void
  /// Everything that was run, the first as In[1].
  package internal(set) var cells: [Cell] = []
  /// What a lesson ran since the last cell, as scripts; `save` writes it before the next.
  var given: [String] = []
  var undoable = UndoStack()
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
    let number = nextCell
    cells.append(Cell(text, after: given))
    given = []
    if interpreter.environment.results == nil { interpreter.environment.results = CellResults() }
    interpreter.environment.results?.append()
    let source = SourceText(
      name: name ?? "In[\(number)]", bytes: Array(text.utf8), takesCommands: name == nil)
    let before = interpreter.snapshot()
    interpreter.cancellation.reset()
    interpreter.beginCell()
    isRunningCell = true
    defer {
      isRunningCell = false
      boundTranscripts()
    }
    do throws(Diagnostic) {
      try evaluate(source, cell: number)
      cells[number - 1].status = .kept
      noteHiddenCommands(since: before)
      keepForUndo(number, before)
      // What was learned until Ctrl-C is kept, but nobody who runs cells one after the other is to go on.
      return interpreter.wasStopped ? .interrupted : .succeeded
    } catch {
      let lost = interpreter.changes(since: before).names
      interpreter.restore(before)
      emit(.failure(error))
      keepPartialResult(number)
      if let note = Session.note(ofLost: lost) { emit(.note(note)) }
      if error.code == .memory { letGoOfResults() }
      return error.code == .interrupted ? .interrupted : .failed
    }
  }

  /// What a failed cell left that is worth keeping becomes its result.
  private func keepPartialResult(_ number: Int) {
    guard let value = interpreter.partialResult else { return }
    interpreter.partialResult = nil
    keepResult(value, of: number)
  }

  /// Somebody who names a variable like a command may want the command later.
  private func noteHiddenCommands(since before: Interpreter.State) {
    for name in interpreter.changes(since: before).names
    where Command.allWords.contains(name) && interpreter.environment.hasOwn(name) {
      noteOnce(
        "command \(name)",
        "`\(name)` alone shows this variable now; `\(name) = none` makes it a command again"
      )
    }
  }

  /// Somebody who sees `a = …` succeed in the first half of a cell looks for `a` afterwards.
  private static func note(ofLost names: [String]) -> String? {
    guard let first = names.first else { return nil }
    let all =
      names.count > 3
      ? "\(names.count) variables are"
      : names.count > 1 ? names.joined(separator: ", ") + " are" : "\(first) is"
    return "the cell failed, so \(all) as before it"
  }

  /// Runs every statement and shows what each gives; the last value is the cell's.
  private func evaluate(_ source: SourceText, cell: Int) throws(Diagnostic) {
    let program = try interpreter.compile(source)
    var last: Value?
    for (index, statement) in program.statements.enumerated() {
      let result = try interpreter.run(statement, of: program)
      for note in result.notes { emit(.note(note)) }
      if result.hasValue {
        if !result.isDefinition {
          last = result.value
          cells[cell - 1].resultStatement = index
        }
        if !result.isMuted {
          emit(.result(StatementEcho(result, cell: cell)))
          if result.name == nil, let drawing = Display.drawing(below: result.value) { emit(.markup(drawing)) }
        }
      }
      guard interpreter.wasStopped else { continue }
      let rest =
        index + 1 == program.statements.count
        ? ""
        : interpreter.hasLeftOutRest ? ", and so was that of the cell" : "; the rest of the cell was skipped"
      emit(.failure(Diagnostic(.interrupted, interpreter.stopMessage + rest, severity: .note)))
      break
    }
    if let last { keepResult(last, of: cell) }
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
