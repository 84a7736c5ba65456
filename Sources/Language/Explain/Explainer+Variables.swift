import Engine

extension Explainer {
  /// `explain y[1, 1]`: back to the statement that y was assigned by, evaluated again on the variables of that time.
  func explanation(ofVariable index: Int32, _ question: Question) throws(Diagnostic) -> Markup? {
    let name = frame.program.names[Int(frame.nodes[Int(index)].c)]
    guard let origin = interpreter.origins[name] else { throw unknownOrigin(of: name, index) }
    let kind = origin.program.nodes[Int(origin.node)].kind
    guard kind == .assignPart || Explainer.isOperation(kind) else { throw unknownOrigin(of: name, index) }
    return try interpreter.with(origin) { () throws(Diagnostic) in
      try interpreter.withFrame(of: origin.program, locals: interpreter.stack.top) {
        there throws(Diagnostic) in
        let again = Explainer(interpreter, there)
        let markup =
          kind == .assignPart
          ? try again.explanation(ofPart: origin.node, name, question, asked: (self, index))
          : try again.explanation(ofValue: origin.node, name, question, asked: (self, index))
        guard let markup else { throw unknownOrigin(of: name, index) }
        return markup
      }
    }
  }

  /// - Parameter asked: whoever explains, and the variable's node there, for what is said of it.
  private func explanation(
    ofValue node: Int32, _ name: String, _ question: Question, asked: (explainer: Explainer, index: Int32)
  ) throws(Diagnostic) -> Markup? {
    guard let again = try? interpreter.evaluate(node, frame), again.isSame(as: question.value) else {
      let place = question.output.map { String($0 + 1) }.joined(separator: ", ")
      throw asked.explainer.failure(
        "`\(name)` was \(formula(node)), which now gives something else", asked.index,
        help: "write the operation itself: explain \(Explainer.indexable(formula(node)))"
          + (place.isEmpty ? "" : "[\(place)]"))
    }
    return try explanation(of: node, question)
  }

  private func explanation(
    ofPart node: Int32, _ name: String, _ question: Question, asked: (explainer: Explainer, index: Int32)
  ) throws(Diagnostic) -> Markup? {
    guard let element = try? element(ofPart: node, name, question) else {
      throw asked.explainer.failure(
        "`\(name)` was changed by \(formula(node)), which now gives something else", asked.index)
    }
    return try explanation(of: element)
  }

  private func formula(_ node: Int32) -> String { frame.program.source.text(frame.program.span(node)) }

  private func unknownOrigin(of name: String, _ index: Int32) -> Diagnostic {
    failure("it is not known which operation `\(name)` came from", index)
  }

  private func failure(
    _ message: String, _ index: Int32, help: String = "write the operation itself: explain conv(x, k)[1, 1]"
  ) -> Diagnostic {
    interpreter.failure(.explain, message, at: index, frame, help: help)
  }

  /// An element of a variable of which a part was assigned; nil where the assignment would now give something else.
  private func element(
    ofPart node: Int32, _ name: String, _ question: Question
  ) throws(Diagnostic) -> ExplainedElement? {
    guard case .tensor(let tensor) = question.value else { return nil }
    let list = frame.nodes[Int(node)].b
    guard let source = frame.program.entries(list).first else { return nil }
    let value = try interpreter.evaluate(source, frame)
    let indices = try interpreter.indices(list, of: tensor.shape.array, question.value, node, frame, skip: 1)
    guard value.isNumeric else { return nil }
    let operation: any Engine.Operation
    if let mask = indices.onlyMask {
      operation = try engine { () throws(TensorError) in
        try MaskedAssign(to: mask.elements, axis: mask.axis, in: interpreter.execution)
      }
    } else {
      operation = Assign(to: Slice(try indices.parts(interpreter, at: node, frame)))
    }
    let again = try engine { () throws(TensorError) in
      try interpreter.apply(operation, [question.value, value])
    }
    guard again.isSame(as: question.value) else { return nil }
    let base = ExplainedElement.Operand(name: "the earlier \(name)", letter: "x", tensor: tensor.detached)
    let given = try tensors([value])[0]
    return ExplainedElement(
      text: question.text, value: question.shown, output: question.output, operation: operation,
      operands: [
        base,
        .init(name: self.name(of: source, letter: "the assigned value"), letter: "value", tensor: given),
      ],
      execution: interpreter.execution)
  }
}
