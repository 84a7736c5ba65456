import Engine

extension Explainer {
  /// Where a function's value comes from.
  private enum Origin {
    /// An expression of its body.
    case expression(Int32)
    /// What came in, by its slot among the parameters.
    case parameter(Int32)
    /// Nothing that can be followed, and why.
    case unknown(String)
  }

  /// `explain f(x)[1, 1]` of a function of the program: the expression that gives its value is explained, on the
  /// function's own variables.
  func explanation(
    of function: FunctionValue, calledAt index: Int32, _ question: Question
  ) throws(Diagnostic) -> Markup? {
    let generator = interpreter.generator
    let name = function.name ?? "the function"
    var unfollowed: (slot: Int32?, reason: String) = (nil, "")
    let followed = try interpreter.enter(function, calledAt: frame.nodes[Int(index)], frame) {
      statements, there throws(Diagnostic) -> Markup? in
      let inside = Explainer(interpreter, there)
      switch try inside.origin(of: statements, [], question.value) {
      case .expression(let node): return try inside.explanation(ofLast: node, question, of: name)
      case .parameter(let slot): unfollowed.slot = slot
      case .unknown(let reason): unfollowed.reason = reason
      }
      return nil
    }
    if let followed { return followed }
    interpreter.generator = generator
    if let slot = unfollowed.slot {
      if let given = argument(slot, of: function, index),
        let handed = try explanation(ofGiven: given, question, by: name, generator)
      {
        return handed
      }
      let parameter = function.program.names[Int(function.syntax.parameters[Int(slot)].name)]
      unfollowed.reason =
        "what came in as `\(parameter)` was changed in the function, or did not come from outside"
    }
    guard !unfollowed.reason.isEmpty else { return nil }
    throw interpreter.failure(
      .explain,
      "explain follows the value of \(name) back to the operation that made it, but here "
        + unfollowed.reason, at: index, frame,
      help:
        "end the function with the operation itself, or run its statements at the prompt and explain one of them"
    )
  }

  /// The explanation of the expression that gives a function's value, from inside it; nil where it is no operation.
  private func explanation(
    ofLast node: Int32, _ question: Question, of name: String
  ) throws(Diagnostic) -> Markup? {
    let isVariable = frame.nodes[Int(node)].kind == .global
    let explained =
      isVariable ? try explanation(ofVariable: node, question) : try explanation(of: node, question)
    guard let explained else { return nil }
    let formula = frame.program.source.text(frame.program.span(node))
    var markup = Markup()
    if !formula.contains("\n") {
      markup.sentence(.init("\(question.text) is what \(name) makes by "), .init(formula, .code), .init(":"))
    }
    markup.append(explained)
    return markup
  }

  // MARK: Inside the function

  /// A statement that has been run, and the function's variables before it.
  private struct Done {
    let statement: Int32
    let before: [Value]
  }

  private var variables: [Value] {
    guard let function = frame.function else { return [] }
    let count = function.program.callShapes[function.index].variables
    return (0..<count).map { frame.locals[$0] }
  }

  /// Runs statements up to the one that their value comes from: the last one, in the branches that are taken, or an
  /// earlier `return`.
  private func origin(
    of statements: [Int32], _ earlier: [Done], _ value: Value
  ) throws(Diagnostic) -> Origin {
    var (pending, done) = (Array(statements.reversed()), earlier)
    while let next = pending.popLast() {
      let parts = frame.nodes[Int(next)]
      switch parts.kind {
      case .return:
        return parts.a < 0
          ? .unknown("it returns no value") : try origin(ofExpression: parts.a, done, value)
      case .block: pending += frame.program.entries(parts.a).reversed()
      case .if:
        let branch = try interpreter.isTrue(parts.a, frame) ? parts.b : parts.c
        if branch >= 0 { pending.append(branch) }
      default:
        if pending.isEmpty { return try origin(ofExpression: next, done, value) }
        let before = variables
        _ = try interpreter.evaluate(next, frame)
        if interpreter.jump.pointee != .none { return .unknown("it returns from inside a loop") }
        done.append(Done(statement: next, before: before))
      }
    }
    return .unknown("it gives no value")
  }

  private func origin(
    ofExpression node: Int32, _ earlier: [Done], _ value: Value
  ) throws(Diagnostic) -> Origin {
    let parts = frame.nodes[Int(node)]
    let text = frame.program.source.text(frame.program.span(node))
    switch parts.kind {
    case .return, .block, .if: return try origin(of: [node], earlier, value)
    case .local:
      let assigned = earlier.lastIndex {
        let statement = frame.nodes[Int($0.statement)]
        return statement.kind == .assignLocal && statement.a == parts.a
      }
      guard let assigned else {
        let isParameter = Int(parts.a) < (frame.function?.syntax.parameters.count ?? 0)
        return isParameter ? .parameter(parts.a) : .unknown("`\(text)` was made in a loop, or outside")
      }
      let expression = frame.nodes[Int(earlier[assigned].statement)].b
      // `y = relu(y)` is explained on the y before it.
      for (slot, value) in earlier[assigned].before.enumerated() { frame.locals[slot] = value }
      // A loop may have changed it since, or an assignment to a part.
      guard try interpreter.evaluate(expression, frame).isSame(as: value) else {
        return .unknown("`\(text)` was changed after it was assigned, by a loop or in a part")
      }
      return try origin(ofExpression: expression, Array(earlier[..<assigned]), value)
    default:
      return Explainer.isOperation(parts.kind) || parts.kind == .global
        ? .expression(node)
        : .unknown(
          text.count <= 40 && !text.contains("\n") ? "that is `\(text)`, which is none" : "there is none")
    }
  }

  // MARK: What came in

  /// The argument that a call gives for a parameter; nil where the parameter has its default.
  private func argument(_ slot: Int32, of function: FunctionValue, _ index: Int32) -> Int32? {
    let list = Int(frame.nodes[Int(index)].b) + 1
    let (positional, named) = (frame.lists[list], Int(frame.lists[list + 1]))
    if slot < positional { return frame.lists[list + 2 + Int(slot)] }
    let name = function.program.names[Int(function.syntax.parameters[Int(slot)].name)]
    for argument in 0..<named {
      let entry = list + 2 + Int(positional) + 2 * argument
      if frame.program.names[Int(frame.lists[entry])] == name { return frame.lists[entry + 1] }
    }
    return nil
  }

  /// What is said of a value that a function hands on as it came in; nil where it did not.
  private func explanation(
    ofGiven node: Int32, _ question: Question, by name: String, _ generator: RandomGenerator
  ) throws(Diagnostic) -> Markup? {
    guard try interpreter.evaluate(node, frame).isSame(as: question.value) else { return nil }
    interpreter.generator = generator
    let formula = frame.program.source.text(frame.program.span(node))
    var markup = Markup()
    markup.sentence(
      .init("\(question.text) is an argument of \(name), returned unchanged: "), .init(formula, .code))
    let kind = frame.nodes[Int(node)].kind
    var explained: Markup?
    if kind == .global {
      explained = try? explanation(ofVariable: node, question)
    } else if Explainer.isOperation(kind) {
      explained = try explanation(of: node, question)
    }
    if let explained {
      markup.append(explained)
    } else {
      markup.line(.init(question.text, .code), .init(" = "), .init(question.shown, .number))
      markup.line("The whole gradient goes to the argument.", .dim)
    }
    return markup
  }
}
