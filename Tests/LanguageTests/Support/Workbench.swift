import Engine
import Language
import Notebook
import Testing

/// A session whose every word is kept, and which is stopped when it takes too long.
final class Workbench {
  /// What a session said, in order, as plain text.
  final class Transcript {
    var lines: [String] = []
    var failures: [Diagnostic] = []
    var notes: [String] = []
    var values: [Value] = []
    var pictures: [Markup.Picture] = []
  }

  let transcript = Transcript()
  let session: Session

  var interpreter: Interpreter { session.interpreter }

  init() {
    let transcript = transcript
    session = Session { transcript.add($0) }
  }

  /// Runs a cell; a computation that goes on for `seconds` is interrupted.
  @discardableResult
  func run(_ cell: String, seconds: Double = 10) -> Session.Outcome {
    Watchdog.guarding(interpreter.cancellation, seconds: seconds, over: cell) { session.run(cell) }
  }

  /// The value of the last statement.
  func value(_ code: String, seconds: Double = 10) throws(Diagnostic) -> Value {
    interpreter.cancellation.reset()
    return try Watchdog.guarding(interpreter.cancellation, seconds: seconds, over: code) {
      () throws(Diagnostic) in
      let program = try interpreter.compile(SourceText(name: "test", code))
      var last = Value.none
      for statement in program.statements { last = try interpreter.run(statement, of: program).value }
      return last
    }
  }

  /// The number that an expression gives; nil, with the message as an issue, where it gives something else.
  func number(_ code: String, _ place: SourceLocation = #_sourceLocation) -> Double? {
    do throws(Diagnostic) {
      let value = try value(code)
      if let number = value.scalar { return number }
      Issue.record("\(code) gives \(Formatter.inline(value)), no number", sourceLocation: place)
    } catch { Issue.record("\(code)\n\(error.text)", sourceLocation: place) }
    return nil
  }

  /// The elements of the tensor or number that an expression gives; nil, with an issue, where it gives none.
  func elements(_ code: String, _ place: SourceLocation = #_sourceLocation) -> [Double]? {
    do throws(Diagnostic) {
      let value = try value(code)
      if case .tensor(let tensor) = value { return tensor.elements }
      if let number = value.scalar { return [number] }
      Issue.record("\(code) gives \(Formatter.inline(value)), no tensor", sourceLocation: place)
    } catch { Issue.record("\(code)\n\(error.text)", sourceLocation: place) }
    return nil
  }

  /// The error that code ends with; nil when it succeeds.
  func failure(_ code: String, seconds: Double = 10) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try value(code, seconds: seconds)
      return nil
    } catch { return error }
  }

  /// What a cell makes the session say, as plain text.
  func output(_ cell: String, seconds: Double = 10) -> String {
    let start = transcript.lines.count
    run(cell, seconds: seconds)
    return transcript.lines[start...].joined(separator: "\n")
  }
}

extension Workbench.Transcript {
  func add(_ event: Session.Event) {
    switch event {
    case .result(let echo):
      values.append(echo.value)
      var text = echo.lines
      if echo.name == nil, let cell = echo.cell { text[0] = "Out[\(cell)]: " + text[0] }
      lines += text
    case .markup(let markup):
      lines.append(markup.plainText)
      for case .picture(let picture) in markup.blocks { pictures.append(picture) }
    case .failure(let diagnostic):
      failures.append(diagnostic)
      lines.append(diagnostic.text)
    case .progress: break
    case .note(let text):
      notes.append(text)
      lines.append("note: " + text)
    }
  }
}

extension Diagnostic {
  /// As it is shown, without styles.
  var text: String { DiagnosticRenderer.render(self).plainText }
}
