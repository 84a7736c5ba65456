import Engine

extension Explainer {
  /// More stages than anybody reads.
  private static let maxStages = 64

  /// The walk back through a pipeline; nil where there is only one operation.
  func pipeline(endingAt node: Int32, _ output: [Int]) throws(Diagnostic) -> Markup? {
    let generator = interpreter.generator
    defer { interpreter.generator = generator }
    var stages: [PipelineExplanation.Stage] = []
    var next = node
    while stages.count < Explainer.maxStages, Explainer.isOperation(frame.nodes[Int(next)].kind) {
      // Each stage evaluates those before it again, and must see the same random numbers.
      interpreter.generator = generator
      guard let stage = try stage(next) else { break }
      stages.append(stage)
      next = stage.input
    }
    guard stages.count > 1 else { return nil }
    let source = indexableSource(next)
    return try engine { () throws(TensorError) in
      try PipelineExplanation(
        stages: stages, source: source, output: output, execution: interpreter.execution
      ).markup()
    }
  }

  private func indexableSource(_ node: Int32) -> String {
    let text = frame.program.source.text(frame.program.span(node))
    return text.count <= 24 && !text.contains("\n") && !text.hasPrefix("[")
      ? Explainer.indexable(text) : "the input"
  }

  /// The operation that a node stands for, and the operand that the pipeline comes through.
  private func stage(_ node: Int32) throws(Diagnostic) -> PipelineExplanation.Stage? {
    let parts = frame.nodes[Int(node)]
    let (name, operation, operands, nodes): (String, any Engine.Operation, [Tensor], [Int32?])
    if parts.kind == .call {
      guard case .builtIn(let builtIn) = try interpreter.evaluate(parts.a, frame),
        let call = try builtIn.operation?(try interpreter.bind(builtIn, parts, frame))
      else { return nil }
      let list = Int(parts.b) + 1
      let written = (0..<Int(frame.lists[list])).map { frame.lists[list + 2 + $0] }
      (name, operation) = (builtIn.name, call.operation)
      operands = try tensors(call.operands)
      nodes = operands.indices.map { index in
        index < call.positions.count && call.positions[index] < written.count
          ? written[call.positions[index]] : nil
      }
    } else {
      let question = Question(text: "", output: [], value: .none)
      guard let element = try element(ofOperator: node, question) else { return nil }
      (name, operation) = (element.operation.name, element.operation)
      operands = element.operands.map(\.tensor)
      nodes = operands.count > 1 ? [parts.a, parts.b] : [parts.a]
    }
    // A call's first operand is what a pipeline hands on; of two terms, the one that is a tensor. A condition hands
    // nothing on: it chooses.
    func isComputed(_ index: Int) -> Bool {
      nodes[index].map { Explainer.isOperation(frame.nodes[Int($0)].kind) } ?? false
    }
    let candidates = nodes.indices.filter {
      !(operation is Where && $0 == 0) && (nodes[$0] != nil && operands[$0].rank > 0 || isComputed($0))
    }
    let through =
      parts.kind == .call ? candidates.first : candidates.first(where: isComputed) ?? candidates.first
    guard let through, let input = nodes[through] else { return nil }
    return .init(name: name, operation: operation, operands: operands, position: through, input: input)
  }
}
