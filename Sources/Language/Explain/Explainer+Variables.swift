import Engine

extension Explainer {
  private static let help = "write the operation itself: explain conv(x, k)[1, 1]"

  /// `explain y[1, 1]`: back to the statement that y was assigned by, evaluated again.
  func explanation(ofVariable index: Int32, _ question: Question) throws(Diagnostic) -> Markup? {
    let name = frame.program.names[Int(frame.nodes[Int(index)].c)]
    guard let origin = interpreter.origins[name] else { throw unknownOrigin(of: name, index) }
    let kind = origin.program.nodes[Int(origin.node)].kind
    guard kind == .assignPart || Explainer.isOperation(kind) else { throw unknownOrigin(of: name, index) }
    let formula = origin.program.source.text(origin.program.span(origin.node))
    return try Frame.with(origin.program, locals: interpreter.stack.top) { there throws(Diagnostic) in
      let explainer = Explainer(interpreter, there)
      if kind == .assignPart {
        guard let element = try? explainer.element(ofPart: origin.node, name, question) else {
          throw failure("`\(name)` was changed by \(formula), which now gives something else", index)
        }
        return try explainer.explanation(of: element)
      }
      guard let again = try? interpreter.evaluate(origin.node, there), again.isSame(as: question.value) else {
        throw failure("`\(name)` was \(formula), which now gives something else", index)
      }
      guard let markup = try explainer.explanation(of: origin.node, question) else {
        throw unknownOrigin(of: name, index)
      }
      return markup
    }
  }

  private func unknownOrigin(of name: String, _ index: Int32) -> Diagnostic {
    failure("it is not known which operation `\(name)` came from", index)
  }

  private func failure(_ message: String, _ index: Int32) -> Diagnostic {
    interpreter.failure(.explain, message, at: index, frame, help: Explainer.help)
  }

  /// An element of a variable of which a part was assigned; nil where the assignment would now give something else.
  private func element(
    ofPart node: Int32, _ name: String, _ question: Question
  ) throws(Diagnostic) -> ExplainedElement? {
    guard case .tensor(let tensor) = question.value else { return nil }
    let list = frame.nodes[Int(node)].b
    guard let source = frame.program.entries(list).first else { return nil }
    let value = try interpreter.evaluate(source, frame)
    let parts = try interpreter.parts(list, of: tensor.shape.array, question.value, node, frame, skip: 1)
    guard value.isNumeric else { return nil }
    let operation = Assign(to: Slice(parts))
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
