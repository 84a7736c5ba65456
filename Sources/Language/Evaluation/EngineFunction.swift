import Engine

/// A function of the language as the engine calls it: a layer, a loss, a metric, a schedule.
///
/// `@unchecked Sendable` is safe because values of the language belong to the thread that runs the interpreter, and only what
/// runs on that thread may call it.
final class EngineFunction: @unchecked Sendable {
  /// A function of one's own, or a built-in.
  let function: Value
  // A network that a variable holds must not hold the interpreter that holds the variable.
  private weak var interpreter: Interpreter?

  init(_ function: Value, _ interpreter: Interpreter) {
    (self.function, self.interpreter) = (function, interpreter)
  }

  /// - Returns: what the function gives.
  /// - Throws: `function` with the diagnostic of what went wrong in it; `cancelled`, `memory`.
  func call(_ arguments: [Value]) throws(TensorError) -> Value {
    guard let interpreter else {
      preconditionFailure("a session's values are used while the session lasts")
    }
    do throws(Diagnostic) { return try interpreter.call(function, arguments) } catch {
      throw error.code == .interrupted ? .cancelled : TensorError(cause: error)
    }
  }

  /// The same, with random numbers of the caller's, so that they are a function of its seed.
  func call(
    _ arguments: [Value], drawing generator: inout RandomGenerator
  ) throws(TensorError) -> Value {
    guard let interpreter else {
      preconditionFailure("a session's values are used while the session lasts")
    }
    let before = interpreter.generator
    interpreter.generator = generator
    defer {
      generator = interpreter.generator
      interpreter.generator = before
    }
    return try call(arguments)
  }

  /// The function as it is written, on one line: what tells it from others.
  var text: String {
    guard case .function(let own) = function else { return Formatter.inline(function) }
    return own.program.source.text(own.syntax.span).split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
  }

  /// Its name, where it has one.
  var name: String? {
    switch function {
    case .function(let own): own.name
    case .builtIn(let builtIn): builtIn.name
    default: nil
    }
  }

  /// Fails on behalf of the function: what it gave is not what is needed of it.
  func failure(_ code: ErrorCode, _ message: String, help: String? = nil) -> TensorError {
    guard case .function(let own) = function else {
      return TensorError(cause: Diagnostic(code, message, help: help))
    }
    let (source, span) = (own.program.source, own.syntax.span)
    return TensorError(cause: Diagnostic(code, message, at: span, in: source, help: help))
  }

  /// Whether a variable of the session stands in a place of the top level.
  func isAssigned(_ place: Int32) -> Bool {
    guard let interpreter else { return false }
    if case .unset = interpreter.globals.pointee[Int(place)] { return false }
    return true
  }
}
