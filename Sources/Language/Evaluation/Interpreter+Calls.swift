import Engine

extension Interpreter {
  func call(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let named = frame.nodes[Int(node.a)]
    if named.kind == .global, case .function(let function) = globals.pointee[Int(named.a)] {
      return try call(function, index, node, frame)
    }
    let callee = try evaluate(node.a, frame)
    switch callee {
    case .function(let function): return try call(function, index, node, frame)
    case .builtIn(let builtIn): return try call(builtIn, index, node, frame)
    case .object(let box):
      guard let builtIn = box.content.call else { throw notCallable(callee, index, node, frame) }
      return try call(builtIn, index, node, frame)
    default: throw notCallable(callee, index, node, frame)
    }
  }

  private func notCallable(
    _ callee: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) -> Diagnostic {
    let program = frame.program
    let name = program.source.text(program.span(node.a))
    let text = program.source.text(program.span(index))
    let hidden = hiddenBuiltIn(node.a, frame)
    if case .tensor = callee, hidden == nil {
      let indices = text.dropFirst(name.count).dropFirst().dropLast()
      return failure(
        .foreignHabit, "`\(name)` is \(callee.briefly), not a function", at: index, frame,
        help: text.hasPrefix(name) ? "an index is written in brackets: \(name)[\(indices)]" : nil)
    }
    return failure(
      .notCallable, "`\(name)` is \(callee.briefly), which cannot be called", at: index, frame,
      help: bracketed(callee, index, node, frame).map {
        [$0, hidden].compactMap(\.self).joined(separator: "; ")
      }
        ?? hidden)
  }

  /// `names[1]` for `names(1)` of a list, a range or a string; nil where the argument is no index.
  private func bracketed(_ callee: Value, _ index: Int32, _ node: Node, _ frame: Frame) -> String? {
    switch callee {
    case .list, .range, .string: break
    default: return nil
    }
    let list = Int(node.b) + 1
    guard frame.lists[list] == 1, frame.lists[list + 1] == 0 else { return nil }
    let argument = frame.lists[list + 2]
    switch frame.nodes[Int(argument)].kind {
    case .number, .range:
      let source = frame.program.source
      return "an index is written in brackets: "
        + "`\(source.text(frame.program.span(node.a)))[\(source.bareText(frame.program.span(argument)))]`"
    default: return nil
    }
  }

  /// What to do where a variable has the name of the built-in function that was meant; nil where it is none.
  private func hiddenBuiltIn(_ callee: Int32, _ frame: Frame) -> String? {
    let node = frame.nodes[Int(callee)]
    guard node.kind == .global || node.kind == .local else { return nil }
    let name = frame.program.names[Int(node.c)]
    guard environment.library[name] != nil else { return nil }
    return node.kind == .global
      ? "the variable hides the built-in function of that name; `\(name) = none` brings it back"
      : "the function's own `\(name)` hides the built-in function of that name; give it another name"
  }

  // MARK: Functions of the program

  private func call(
    _ function: FunctionValue, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let base = stack.top
    let list = Int(node.b) + 1
    let positional = Int(frame.lists[list])
    let named = Int(frame.lists[list + 1])
    let count = function.program.callShapes[function.index].parameters
    guard positional <= count else { throw extra(function, index, node, frame) }
    guard stack.hasRoom(count) else { throw tooDeep(function) }
    do throws(Diagnostic) {
      for position in 0..<positional { stack.push(try operand(frame.lists[list + 2 + position], frame)) }
      for _ in positional..<max(count, positional) { stack.push(.unset) }
      // A few names are found sooner without a table.
      let positions = named > 8 ? function.parameterPositions : nil
      for argument in 0..<named {
        let entry = list + 2 + positional + 2 * argument
        try assignNamed(
          frame.lists[entry], frame.lists[entry + 1], of: function, base, given: positional, index, frame,
          positions)
      }
      let result = try runNamingCall(function, base, isComplete: positional == count, index, frame)
      stack.pop(to: base)
      return result
    } catch {
      stack.pop(to: base)
      throw error
    }
  }

  /// An error inside the function gets this call as a step of its chain; one that has no place yet gets this place.
  @inline(__always)
  private func runNamingCall(
    _ function: FunctionValue, _ base: UnsafeMutablePointer<Value>, isComplete: Bool, _ index: Int32,
    _ frame: Frame
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      return try run(function, base: base, isComplete: isComplete)
    } catch {
      let (source, span) = (frame.program.source, frame.program.span(index))
      throw error.source == nil
        ? error.located(source, span) : error.called(function.name ?? "a function", from: source, span)
    }
  }

  /// - Parameter positions: where each parameter stands, where that is known.
  private func assignNamed(
    _ name: Int32, _ valueNode: Int32, of function: FunctionValue, _ base: UnsafeMutablePointer<Value>,
    given: Int, _ index: Int32, _ frame: Frame, _ positions: [String: Int]? = nil
  ) throws(Diagnostic) {
    let text = frame.program.names[Int(name)]
    let parameters = function.syntax.parameters
    let found =
      if let positions { positions[text] } else {
        parameters.firstIndex { function.program.names[Int($0.name)] == text }
      }
    guard let position = found else {
      let known = parameters.map { function.program.names[Int($0.name)] }
      let source = frame.program.source
      throw Diagnostic(
        .unknownArgument, "\(function.signature) has no parameter `\(text)`",
        at: source.option(text, of: frame.program.span(valueNode)), in: source,
        help: Suggestion.closest(to: text, among: known).map { "did you mean `\($0)`?" })
    }
    guard position >= given else {
      throw failure(
        .repeatedArgument, "`\(text)` is given twice: by position and by name", at: valueNode, frame)
    }
    base[position] = try evaluate(valueNode, frame)
  }

  private func extra(
    _ function: FunctionValue, _ index: Int32, _ node: Node, _ frame: Frame
  ) -> Diagnostic {
    let given = frame.lists[Int(node.b) + 1]
    let count = function.syntax.parameters.count
    return failure(
      .extraArgument,
      "\(function.signature) takes \(count) argument\(count == 1 ? "" : "s"), not \(given)",
      at: index,
      frame)
  }

  /// Runs a function whose arguments lie at `base`, the last thing on the stack.
  private func run(
    _ function: FunctionValue, base: UnsafeMutablePointer<Value>, isComplete: Bool
  ) throws(Diagnostic) -> Value {
    let program = function.program
    let shape = program.callShapes[function.index]
    guard stack.enter(shape.variables) else { throw tooDeep(function) }
    defer { stack.leave() }
    try checkInterrupted()
    if shape.variables > shape.parameters {
      for value in function.values { stack.push(value) }
      while stack.top < base + shape.variables { stack.push(.unset) }
    }
    let value = try withFrame(of: program, locals: base, function: function) { frame throws(Diagnostic) in
      if !isComplete { try fillDefaults(function, base, frame) }
      return try evaluate(shape.body, frame)
    }
    guard jump.pointee == .return else { return value }
    jump.pointee = .none
    let result = returned.pointee
    returned.pointee = .none
    return result
  }

  /// Binds the arguments of a called function, and hands its statements over, unevaluated, with its variables.
  func enter<R>(
    _ function: FunctionValue, calledAt node: Node, _ frame: Frame,
    _ body: (_ statements: [Int32], Frame) throws(Diagnostic) -> R?
  ) throws(Diagnostic) -> R? {
    let base = stack.top
    let list = Int(node.b) + 1
    let (positional, named) = (Int(frame.lists[list]), Int(frame.lists[list + 1]))
    let shape = function.program.callShapes[function.index]
    guard positional <= shape.parameters, stack.hasRoom(shape.variables), stack.enter(shape.variables) else {
      throw tooDeep(function)
    }
    defer {
      stack.leave()
      stack.pop(to: base)
      (jump.pointee, returned.pointee) = (.none, .none)
    }
    for position in 0..<positional { stack.push(try operand(frame.lists[list + 2 + position], frame)) }
    while stack.top < base + shape.parameters { stack.push(.unset) }
    for argument in 0..<named {
      let entry = list + 2 + positional + 2 * argument
      try assignNamed(
        frame.lists[entry], frame.lists[entry + 1], of: function, base, given: positional, node.a, frame)
    }
    for value in function.values { stack.push(value) }
    while stack.top < base + shape.variables { stack.push(.unset) }
    return try withFrame(of: function.program, locals: base, function: function) {
      there throws(Diagnostic) -> R? in
      try fillDefaults(function, base, there)
      let node = there.nodes[Int(shape.body)]
      return try body(node.kind == .block ? Array(there.program.entries(node.a)) : [shape.body], there)
    }
  }

  private func tooDeep(_ function: FunctionValue) -> Diagnostic {
    Diagnostic(
      .recursion, "calls nest too deeply: \(function.name ?? "a function") calls itself too many times",
      help: "a recursion needs a case that does not call itself")
  }

  private func fillDefaults(
    _ function: FunctionValue, _ base: UnsafeMutablePointer<Value>, _ frame: Frame
  ) throws(Diagnostic) {
    for (position, parameter) in function.syntax.parameters.enumerated() {
      guard case .unset = base[position] else { continue }
      guard parameter.initial >= 0 else {
        throw Diagnostic(
          .missingArgument,
          "\(function.signature) needs its argument `\(function.program.names[Int(parameter.name)])`")
      }
      base[position] = try evaluate(parameter.initial, frame)
    }
  }

  /// Calls any callable value from a built-in, for example the function given to `grad`.
  package func call(_ callee: Value, _ arguments: [Value]) throws(Diagnostic) -> Value {
    switch callee {
    case .function(let function):
      let base = stack.top
      let count = function.syntax.parameters.count
      guard arguments.count <= count else {
        throw Diagnostic(
          .extraArgument,
          "\(function.signature) takes \(count) argument\(count == 1 ? "" : "s"), not \(arguments.count)"
        )
      }
      for argument in arguments { stack.push(argument) }
      for _ in arguments.count..<max(count, arguments.count) { stack.push(.unset) }
      defer { stack.pop(to: base) }
      return try run(function, base: base, isComplete: arguments.count == count)
    case .builtIn(let builtIn):
      return try call(builtIn, arguments)
    case .object(let box) where box.content.call != nil:
      guard let builtIn = box.content.call else { return .none }
      return try call(builtIn, arguments)
    default:
      throw Diagnostic(.notCallable, "\(callee.briefly) is not a function", help: "for example x -> sum(x^2)")
    }
  }

  // MARK: Making functions

  func makeFunction(_ index: Int32, _ frame: Frame) -> FunctionValue {
    let captures = frame.program.functions[Int(index)].captures.map { frame.locals[Int($0)] }
    return FunctionValue(frame.program, Int(index), captures: captures)
  }

  func define(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let place = (node.kind == .defineLocal ? frame.locals : globals.pointee) + Int(node.b)
    if case .tensor(let tensor) = place.pointee {
      let name = frame.program.names[Int(node.c)]
      throw failure(
        .foreignHabit, "`\(name)` is a tensor \(tensor.shape), but `\(name)(…) =` defines a function",
        at: index, frame,
        help:
          "a part is assigned with brackets: \(name)[…] = …; to define the function, remove the variable first: \(name) = none"
      )
    }
    if node.kind == .define, case .unset = place.pointee { noteHidden(node.c, frame) }
    let value = Value.function(makeFunction(node.a, frame))
    place.pointee = value
    return value
  }
}

extension FunctionValue {
  /// Where each parameter stands, by its name.
  fileprivate var parameterPositions: [String: Int] {
    Dictionary(
      syntax.parameters.enumerated().map { (program.names[Int($0.element.name)], $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }
}
