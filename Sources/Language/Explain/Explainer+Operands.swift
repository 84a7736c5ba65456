import Engine

extension Explainer {
  // MARK: Operators

  /// The operation of an operator or of a part `x[1:2]`, on operands evaluated again; nil for what is none.
  func element(ofOperator node: Int32, _ question: Question) throws(Diagnostic) -> ExplainedElement? {
    let operation: any Engine.Operation
    let parts = frame.nodes[Int(node)]
    let first = try interpreter.evaluate(parts.a, frame)
    var (values, nodes, letters) = ([first], [parts.a], ["x"])
    if parts.kind == .index {
      guard case .tensor(let tensor) = first else { return nil }
      operation = try selection(parts.b, from: tensor, parts.a)
    } else if let unary = Explainer.unaryOperations[parts.kind] {
      operation = unary
    } else if let binary = Explainer.binaryOperations[parts.kind] {
      operation = binary
      values.append(try interpreter.evaluate(parts.b, frame))
      (nodes, letters) = ([parts.a, parts.b], ["a", "b"])
    } else {
      return nil
    }
    guard values.allSatisfy(\.isNumeric) else { return nil }
    let tensors = try tensors(values)
    // A number transposed is that number.
    guard (try? operation.resultShape(tensors.map(\.shape))) != nil else { return nil }
    return ExplainedElement(
      text: question.text, value: question.shown, output: question.output, operation: operation,
      operands: tensors.indices.map { position in
        .init(
          name: name(of: nodes[position], letter: letters[position]), letter: letters[position],
          tensor: tensors[position])
      }, execution: interpreter.execution)
  }

  private static let unaryOperations: [Node.Kind: any Engine.Operation] = [
    .negate: Negate(), .transpose: Transpose(), .not: LogicalNot(),
  ]

  private static let binaryOperations: [Node.Kind: any Engine.Operation] = [
    .add: Add(), .subtract: Subtract(), .multiply: Multiply(), .divide: Divide(), .remainder: Remainder(),
    .power: Power(), .matrixProduct: MatMul(), .equal: Compare(.equal), .notEqual: Compare(.notEqual),
    .less: Compare(.less), .lessEqual: Compare(.lessOrEqual), .greater: Compare(.greater),
    .greaterEqual: Compare(.greaterOrEqual), .logicalAnd: LogicalAnd(), .logicalOr: LogicalOr(),
  ]

  /// What an index selects: by a mask, or parts.
  private func selection(
    _ list: Int32, from tensor: Tensor, _ node: Int32
  ) throws(Diagnostic) -> any Engine.Operation {
    let indices = try interpreter.indices(list, of: tensor.shape.array, .tensor(tensor), node, frame)
    guard let mask = indices.onlyMask else { return Slice(try indices.parts(interpreter, at: node, frame)) }
    return try engine { () throws(TensorError) in
      try MaskedSelect(mask.elements, axis: mask.axis, in: interpreter.execution)
    }
  }

  // MARK: Calls

  /// The operation that a call asked for.
  func element(
    _ call: OperationCall<any Engine.Operation>, _ arguments: Arguments, _ question: Question
  ) throws(Diagnostic) -> ExplainedElement {
    var operands: [ExplainedElement.Operand] = []
    for (position, tensor) in try tensors(call.operands).enumerated() {
      let letter: String
      var span: Span?
      var suffix = ""
      let parameters = arguments.builtIn.parameters
      if position < call.positions.count {
        let argument = call.positions[position]
        let isOwn = argument < parameters.count
        letter = isOwn ? parameters[argument].name : "tensor \(position + 1)"
        span = isOwn ? arguments.spans[argument] : arguments.restSpans[argument - parameters.count]
      } else {
        // The elements of one list.
        letter = "tensor \(position + 1)"
        span = arguments.restSpans.first ?? nil
        suffix = "[\(position + 1)]"
      }
      let name = span.map { self.name(at: $0, letter: letter, suffix: suffix) } ?? letter
      operands.append(.init(name: name, letter: letter, tensor: tensor))
    }
    return ExplainedElement(
      text: question.text, value: question.shown, output: question.output, operation: call.operation,
      operands: operands, execution: interpreter.execution)
  }

  // MARK: Operands

  /// The operands as tensors; a plain number takes the others' type, as where the operation is applied.
  func tensors(_ operands: [Value]) throws(Diagnostic) -> [Tensor] {
    let types = operands.compactMap { if case .tensor(let tensor) = $0 { tensor.dtype } else { nil } }
    let numberType: DType = types.isEmpty || types.contains(.float64) ? .float64 : .float32
    return try engine { () throws(TensorError) in
      var tensors: [Tensor] = []
      for operand in operands {
        switch operand {
        case .tensor(let tensor): tensors.append(tensor.detached)
        case .range(let range): tensors.append(try interpreter.tensor(of: range, beside: types))
        case .boolean(let truth): tensors.append(try Tensor(truth ? 1 : 0, .bool))
        default: tensors.append(try Tensor(operand.scalar ?? .nan, numberType))
        }
      }
      return tensors
    }
  }

  func name(of node: Int32, letter: String) -> String { name(at: frame.program.span(node), letter: letter) }

  /// An operand as the program writes it, ready for an index behind it; `letter` where that could not be read.
  private func name(at span: Span, letter: String, suffix: String = "") -> String {
    let text = frame.program.source.text(span)
    guard text.count <= 24, !text.hasPrefix("["), !text.contains("\n") else { return letter }
    return Explainer.indexable(text) + suffix
  }

  /// An expression in parentheses, unless an index may follow it as it is.
  static func indexable(_ text: String) -> String {
    if Double(text) != nil { return text }
    var depth = 0
    for character in text {
      switch character {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case _ where depth == 0 && " +-*/@%^<>=!:&|\"".contains(character): return "(\(text))"
      default: break
      }
    }
    return text
  }
}
