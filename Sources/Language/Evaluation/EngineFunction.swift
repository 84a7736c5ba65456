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
