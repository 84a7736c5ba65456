import Engine

extension Interpreter {
  /// Calls a built-in from a call in the program: arguments are evaluated in the order they are written, then matched
  /// with the parameters.
  func call(
    _ builtIn: BuiltIn, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let arguments = try bind(builtIn, node, frame)
    do throws(Diagnostic) {
      return try finish(builtIn, arguments)
    } catch {
      let (source, span) = (frame.program.source, frame.program.span(index))
      guard error.source != nil, let function = arguments.calledFunction else {
        throw (error.code == .wrongType ? advised(error, node, frame) : error).located(source, span)
      }
      throw error.called(function, from: source, span)
    }
  }

  /// The arguments of a call, evaluated and matched with the parameters.
  func bind(_ builtIn: BuiltIn, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Arguments {
    let list = Int(node.b) + 1
    let positional = Int(frame.lists[list])
    let named = Int(frame.lists[list + 1])
    var binder = ArgumentBinder(builtIn)
    do throws(Diagnostic) {
      for position in 0..<positional {
        let argument = frame.lists[list + 2 + position]
        try binder.add(
          try evaluate(argument, literalsAs: builtIn.literalType, frame), frame.program.span(argument))
      }
      for position in 0..<named {
        let entry = list + 2 + positional + 2 * position
        let argument = frame.lists[entry + 1]
        let name = frame.program.names[Int(frame.lists[entry])]
        if !binder.takes(name) {
          throw binder.unknown(name, frame.program.source.option(name, of: frame.program.span(argument)))
        }
        try binder.add(name, try evaluate(argument, frame), frame.program.span(argument))
      }
      return try binder.finish(self, in: frame.program.source)
    } catch {
      throw filled(error, node, frame).located(frame.program.source, frame.program.span(node.a))
    }
  }

  /// A help that names the call's arguments as `$1` and `$2`, with what was typed.
  private func filled(_ error: Diagnostic, _ node: Node, _ frame: Frame) -> Diagnostic {
    guard error.code == .extraArgument, let help = error.help, help.contains("$1") else {
      return error.code == .extraArgument || error.code == .unknownArgument
        ? advised(error, node, frame) : error
    }
    let (source, list) = (frame.program.source, Int(node.b) + 1)
    var text = help
    for position in 0..<min(Int(frame.lists[list]), 2) {
      let argument = source.bareText(frame.program.span(frame.lists[list + 2 + position]))
      let parts = text.split(separator: "$\(position + 1)", omittingEmptySubsequences: false)
      text = parts.joined(separator: argument)
    }
    return Diagnostic(error.code, error.message, in: error.source, labels: error.labels, help: text)
  }

  /// With what to write instead, where another library takes the arguments so.
  private func advised(_ error: Diagnostic, _ node: Node, _ frame: Frame) -> Diagnostic {
    guard let help = ForeignCall.answer(written(node, frame), in: environment.library) else { return error }
    return Diagnostic(error.code, error.message, in: error.source, labels: error.labels, help: help)
  }

  private func written(_ node: Node, _ frame: Frame) -> WrittenCall {
    let (source, list) = (frame.program.source, Int(node.b) + 1)
    func text(_ argument: Int32) -> String { source.bareText(frame.program.span(argument)) }
    let (positional, named) = (Int(frame.lists[list]), Int(frame.lists[list + 1]))
    return WrittenCall(
      path: [source.text(frame.program.span(node.a))], isMethod: false,
      positional: (0..<positional).map { text(frame.lists[list + 2 + $0]) },
      named: (0..<named).map { position in
        let entry = list + 2 + positional + 2 * position
        return (frame.program.names[Int(frame.lists[entry])], text(frame.lists[entry + 1]))
      })
  }

  /// Calls a built-in with values alone.
  func call(_ builtIn: BuiltIn, _ values: [Value]) throws(Diagnostic) -> Value {
    var binder = ArgumentBinder(builtIn)
    for value in values { try binder.add(value, nil) }
    return try finish(builtIn, try binder.finish(self))
  }

  private func finish(_ builtIn: BuiltIn, _ arguments: Arguments) throws(Diagnostic) -> Value {
    let result = try builtIn.body(arguments)
    // Whatever it was doing when somebody stopped it, it did not look at the cancellation flag again.
    if cancellation.isRaised { throw Diagnostic(.interrupted, "interrupted") }
    if budget.isExceeded { throw Interpreter.outOfMemory }
    return result
  }
}
