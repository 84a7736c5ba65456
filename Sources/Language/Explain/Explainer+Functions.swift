import Engine

extension Explainer {
  /// `explain f(x)[1, 1]` of a function of the program: its last expression is explained, on the function's own
  /// variables. Nil where that is no operation.
  func explanation(
    of function: FunctionValue, calledAt call: Node, _ question: Question
  ) throws(Diagnostic) -> Markup? {
    try interpreter.enter(function, calledAt: call, frame) { last, earlier, there throws(Diagnostic) in
      let inside = Explainer(interpreter, there)
      guard let node = try inside.origin(of: last, earlier, question.value) else { return nil }
      let isVariable = there.nodes[Int(node)].kind == .global
      let explained =
        isVariable
        ? try inside.explanation(ofVariable: node, question) : try inside.explanation(of: node, question)
      guard let explained else { return nil }
      let formula = there.program.source.text(there.program.span(node))
      var markup = Markup()
      let name = function.name ?? "the function"
      if !formula.contains("\n") {
        markup.sentence(
          .init("\(question.text) is what \(name) makes by "), .init(formula, .code), .init(":"))
      }
      markup.append(explained)
      return markup
    }
  }

  /// The expression that a function's last statement takes its value from: behind `return`, in the branch that is taken,
  /// or where a variable of the function was assigned.
  private func origin(
    of node: Int32, _ earlier: ArraySlice<Int32>, _ value: Value
  ) throws(Diagnostic) -> Int32? {
    let parts = frame.nodes[Int(node)]
    switch parts.kind {
    case .return: return parts.a < 0 ? nil : try origin(of: parts.a, earlier, value)
    case .if:
      let branch = try interpreter.isTrue(parts.a, frame) ? parts.b : parts.c
      return branch < 0 ? nil : try origin(of: branch, earlier, value)
    case .block:
      var statements = Array(frame.program.entries(parts.a))[...]
      guard let last = statements.popLast() else { return nil }
      for statement in statements { _ = try interpreter.evaluate(statement, frame) }
      return try origin(of: last, earlier + statements, value)
    case .local:
      let assigned = earlier.last {
        let statement = frame.nodes[Int($0)]
        return statement.kind == .assignLocal && statement.a == parts.a
      }
      guard let assigned else { return nil }
      let expression = frame.nodes[Int(assigned)].b
      // What it was made from may have changed since.
      guard try interpreter.evaluate(expression, frame).isSame(as: value) else { return nil }
      return try origin(of: expression, [], value)
    default: return Explainer.isOperation(parts.kind) || parts.kind == .global ? node : nil
    }
  }
}
