import Engine

extension Explainer {
  /// Nobody turns more over.
  private static let maxFrames = 1000

  /// The explanation of every element of an operation's result, in their order: the window slides over the picture.
  func slides(_ index: Int32) throws(Diagnostic) -> [Markup] {
    let node = frame.nodes[Int(index)]
    guard Explainer.isOperation(node.kind), node.kind != .index else { throw notSliding(index) }
    let generator = interpreter.generator
    let value = try interpreter.evaluate(index, frame)
    guard case .tensor(let tensor) = value, tensor.rank > 0, tensor.count > 0 else { throw notSliding(index) }
    let name = Explainer.indexable(frame.program.source.text(frame.program.span(index)))
    var frames: [Markup] = []
    for position in 0..<min(tensor.count, Explainer.maxFrames) {
      try engine { () throws(TensorError) in try interpreter.execution.checkCancelled() }
      interpreter.generator = generator
      let output = ReceptiveField.index(position, in: tensor.shape)
      let question = Question(text: "\(name)[\(WindowTable.index(output))]", output: output, value: value)
      guard let explanation = try explanation(of: index, question) else { throw notSliding(index) }
      frames.append(explanation)
    }
    return frames
  }

  private func notSliding(_ index: Int32) -> Diagnostic {
    interpreter.failure(
      .explain, "there is nothing to slide over in this", at: index, frame,
      help: "name an operation whose result has several elements: slide conv(x, k)")
  }
}
