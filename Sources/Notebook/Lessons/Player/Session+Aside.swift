import Engine
import Language

extension Session {
  /// Runs `body` on other variables, and leaves this session as it was, whether it throws or not.
  /// - Parameter listener: hears what is said meanwhile; how far long work has come is shown as ever.
  func aside<R>(
    _ snapshot: Snapshot, listener: @escaping (Event) -> Void = { _ in }, _ body: () throws(Diagnostic) -> R
  ) throws(Diagnostic) -> R {
    let kept = Snapshot(variables: Variables(interpreter.environment), generator: interpreter.generator)
    let keptOutput = output
    output = { event in
      if case .progress = event { keptOutput(event) } else { listener(event) }
    }
    snapshot.variables.install(in: interpreter.environment)
    interpreter.generator = snapshot.generator
    defer {
      output = keptOutput
      kept.variables.install(in: interpreter.environment)
      interpreter.generator = kept.generator
    }
    return try body()
  }

  /// The variables as they are.
  var snapshot: Snapshot {
    get { Snapshot(variables: Variables(interpreter.environment), generator: interpreter.generator) }
    set {
      newValue.variables.install(in: interpreter.environment)
      interpreter.generator = newValue.generator
      // What the cells before did is not what these variables come from.
      undoable.clear()
    }
  }

  /// The value of the last statement of a text. Nothing is shown.
  func value(of source: SourceText) throws(Diagnostic) -> Value {
    let program = try interpreter.compile(source)
    var value = Value.none
    for statement in program.statements { value = try interpreter.run(statement, of: program).value }
    return value
  }
}
