import Engine

/// What is true: conditions, `and`, `or` and `not` of one answer, `&`, `|` and `not` element by element.
extension Interpreter {
  /// The value of a condition. A comparison of two numbers, which most are, makes no value.
  func isTrue(_ index: Int32, _ frame: Frame) throws(Diagnostic) -> Bool {
    let node = frame.nodes[Int(index)]
    if node.kind.isComparison, let x = number(node.a, frame), let y = number(node.b, frame) {
      return Interpreter.compare(node.kind, x, y)
    }
    let value = try evaluate(index, frame)
    if case .boolean(let truth) = value { return truth }
    throw notTrueOrFalse(value, index, frame)
  }

  /// - Parameter elementwise: what to write instead where it is a mask, besides asking all or any of it.
  private func notTrueOrFalse(
    _ value: Value, _ index: Int32, _ frame: Frame, elementwise: String? = nil
  ) -> Diagnostic {
    let text = frame.program.source.bareText(frame.program.span(index))
    var help: String?
    if value.scalar != nil {
      help = "compare it: `\(text) != 0`"
    } else if value.isNumeric {
      help = "`all(\(text))` or `any(\(text))`" + (elementwise.map { "; element by element `\($0)`" } ?? "")
    }
    return failure(
      .condition, "a condition must be true or false, not \(value.briefly)", at: index, frame, help: help)
  }

  func logic(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    switch node.kind {
    case .and:
      return .boolean(
        try operandOfLogic(node.a, node, frame) ? try operandOfLogic(node.b, node, frame) : false)
    case .or:
      return .boolean(
        try operandOfLogic(node.a, node, frame) ? true : try operandOfLogic(node.b, node, frame))
    default:
      let operand = try evaluate(node.a, frame)
      if case .boolean(let truth) = operand { return .boolean(!truth) }
      return try applyLogic(LogicalNot(), "not", [operand], [node.a], index, frame)
    }
  }

  @inline(__always)
  private func operandOfLogic(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Bool {
    let value = try evaluate(index, frame)
    if case .boolean(let truth) = value { return truth }
    let program = frame.program
    let (left, right) = (program.source.text(program.span(node.a)), program.source.text(program.span(node.b)))
    throw notTrueOrFalse(
      value, index, frame, elementwise: "\(left) \(node.kind == .and ? "&" : "|") \(right)")
  }

  /// `a & b` and `a | b`: both sides are evaluated, whatever the left one is.
  func elementwiseLogic(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let left = try evaluate(node.a, frame)
    let right = try evaluate(node.b, frame)
    let isAnd = node.kind == .logicalAnd
    if case .boolean(let a) = left, case .boolean(let b) = right { return .boolean(isAnd ? a && b : a || b) }
    let (operands, nodes) = ([left, right], [node.a, node.b])
    let result =
      isAnd
      ? try applyLogic(LogicalAnd(), "&", operands, nodes, index, frame)
      : try applyLogic(LogicalOr(), "|", operands, nodes, index, frame)
    noteBroadcast(operands, result)
    return result
  }

  private func applyLogic(
    _ operation: some Operation, _ symbol: String, _ operands: [Value], _ nodes: [Int32], _ index: Int32,
    _ frame: Frame
  ) throws(Diagnostic) -> Value {
    for (operand, node) in zip(operands, nodes) where !operand.isTruth {
      let text = frame.program.source.text(frame.program.span(node))
      throw failure(
        .condition, "\(symbol) works on true, false and masks, not on \(operand.briefly)", at: node, frame,
        help: operand.isNumeric ? "compare it: `\(text) != 0`" : nil)
    }
    do throws(TensorError) {
      return try apply(operation, operands)
    } catch { throw located(error, at: index, operands: nodes, frame) }
  }
}

extension Value {
  /// Whether it is true or false, or a tensor of these.
  var isTruth: Bool {
    switch self {
    case .boolean: true
    case .tensor(let tensor): tensor.dtype == .bool
    default: false
    }
  }
}
