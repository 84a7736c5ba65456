import Engine
import Glibc

extension Interpreter {
  /// The value of an operand. Numbers and variables that hold one, which most operands are, need no step of their own.
  @inline(__always)
  func operand(_ index: Int32, _ frame: Frame) throws(Diagnostic) -> Value {
    if let number = number(index, frame) { return .number(number) }
    return try evaluate(index, frame)
  }

  /// The number that an operand is, where it is written or a variable holds it; nil for all that has to be evaluated.
  @inline(__always)
  func number(_ index: Int32, _ frame: Frame) -> Double? {
    let node = frame.nodes[Int(index)]
    switch node.kind {
    case .number: return frame.numbers[Int(node.a)]
    case .local: if case .number(let x) = frame.locals[Int(node.a)] { return x }
    case .global: if case .number(let x) = globals.pointee[Int(node.a)] { return x }
    default: break
    }
    return nil
  }

  @inline(__always)
  func add(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let left = try operand(node.a, frame)
    let right = try operand(node.b, frame)
    if case .number(let x) = left, case .number(let y) = right { return .number(x + y) }
    return try arithmetic(index, node, left, right, frame)
  }

  @inline(__always)
  func subtract(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let left = try operand(node.a, frame)
    let right = try operand(node.b, frame)
    if case .number(let x) = left, case .number(let y) = right { return .number(x - y) }
    return try arithmetic(index, node, left, right, frame)
  }

  @inline(__always)
  func multiply(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let left = try operand(node.a, frame)
    let right = try operand(node.b, frame)
    if case .number(let x) = left, case .number(let y) = right { return .number(x * y) }
    return try arithmetic(index, node, left, right, frame)
  }

  func arithmetic(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let left = try evaluate(node.a, frame)
    let right = try evaluate(node.b, frame)
    return try arithmetic(index, node, left, right, frame)
  }

  private func arithmetic(
    _ index: Int32, _ node: Node, _ left: Value, _ right: Value, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    if case .number(let x) = left, case .number(let y) = right, node.kind != .matrixProduct {
      return .number(Interpreter.number(node.kind, x, y))
    }
    if node.kind != .matrixProduct, let x = left.numberOrTruth, let y = right.numberOrTruth {
      return .number(Interpreter.number(node.kind, x, y))
    }
    if case .string(let a) = left, case .string(let b) = right, node.kind == .add {
      try checkRoom(for: a.text.utf8.count + b.text.utf8.count)
      return .string(a.text + b.text)
    }
    if node.kind == .add, case .list(let a) = left, case .list(let b) = right {
      try checkRoom(for: 16 * b.count)
      return .list(a.appending(b.values))
    }
    if let result = try objectArithmetic(left, right, index, node, frame) { return result }
    switch node.kind {
    case .add: return try binary(Add(), left, right, index, node, frame)
    case .subtract: return try binary(Subtract(), left, right, index, node, frame)
    case .multiply: return try binary(Multiply(), left, right, index, node, frame)
    case .divide: return try binary(Divide(), left, right, index, node, frame)
    case .remainder: return try binary(Remainder(), left, right, index, node, frame)
    case .power: return try binary(Power(), left, right, index, node, frame)
    default: return try binary(MatMul(), left, right, index, node, frame)
    }
  }

  /// Arithmetic that one of the operands knows better; nil where neither does.
  private func objectArithmetic(
    _ left: Value, _ right: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value? {
    guard let symbol = Interpreter.symbols[node.kind] else { return nil }
    do throws(TensorError) {
      if case .object(let box) = left { return try box.content.arithmetic(symbol, with: right, execution) }
      if case .object(let box) = right { return try box.content.arithmetic(symbol, after: left, execution) }
      return nil
    } catch { throw located(error, at: index, operands: [node.a, node.b], frame) }
  }

  private static func number(_ kind: Node.Kind, _ x: Double, _ y: Double) -> Double {
    switch kind {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: pow(x, y)
    default: Remainder().value(x, y)
    }
  }

  private func binary(
    _ operation: some Operation, _ left: Value, _ right: Value, _ index: Int32, _ node: Node,
    _ frame: Frame
  ) throws(Diagnostic) -> Value {
    guard left.isNumeric, right.isNumeric else {
      throw notNumeric(left, right, index, node, frame)
    }
    do throws(TensorError) {
      let (left, right) = (try expanded(left, beside: right), try expanded(right, beside: left))
      let result = try apply(operation, [left, right])
      if !isLike(result, left), !isLike(result, right), node.kind != .matrixProduct {
        noteBroadcast([left, right], result)
      }
      return result
    } catch {
      throw located(error, at: index, operands: [node.a, node.b], frame)
    }
  }

  /// Whether a result has the shape of one side; a number has none of its own.
  @inline(__always)
  private func isLike(_ result: Value, _ side: Value) -> Bool {
    guard case .tensor(let all) = result, case .tensor(let tensor) = side else { return true }
    return tensor.shape == all.shape
  }

  /// A result that has the shape of neither side is seldom meant: a loss of [N, 1] and [N] compares everything with
  /// everything.
  func noteBroadcast(_ operands: [Value], _ result: Value) {
    guard case .tensor(let all) = result, all.count > 1 else { return }
    let tensors = operands.compactMap {
      if case .tensor(let tensor) = $0, tensor.rank > 0 { tensor } else { nil }
    }
    guard tensors.count > 1, !tensors.contains(where: { $0.shape == all.shape }) else { return }
    let hasVector = tensors.contains { $0.rank == 1 }
    let column = tensors.first { hasVector && $0.rank == 2 && $0.shape[1] == 1 }
    let advice = column.map { "; `flatten(x)` makes [\($0.count)] of \($0.shape)" } ?? ""
    let shapes = tensors.map { "\($0.shape)" }.joined(separator: " with ")
    noteOnceInCell(
      "broadcast", "\(shapes) gives \(all.shape): every element is combined with every other\(advice)")
  }

  /// An operand as it is written, where it is short.
  private func text(_ operand: Int32, _ frame: Frame) -> String? {
    let span = frame.program.span(operand)
    return span.range.count <= 40 ? frame.program.source.bareText(span) : nil
  }

  /// What to write for `"loss " + x` and `"-" * 20`.
  private func withString(_ left: Value, _ right: Value, _ node: Node, _ frame: Frame) -> String {
    let general = "\"text {value}\" puts a value into a string"
    guard let (a, b) = text(node.a, frame).flatMap({ a in text(node.b, frame).map { (a, $0) } }),
      !a.dropFirst().dropLast().contains("\""), !b.dropFirst().dropLast().contains("\"")
    else { return general }
    if node.kind == .multiply, case .string(let box) = left, let sign = box.text.first, box.text.count == 1,
      let count = right.scalar, count >= 1, count < 1000, !"{}'\"\\".contains(sign)
    {
      return "a format repeats a sign: write `\"{'':\(sign)>\(Formatter.number(count))}\"`"
    }
    guard node.kind == .add else { return general }
    func inside(_ operand: Int32, _ text: String) -> String? {
      switch frame.nodes[Int(operand)].kind {
      case .string, .template: String(text.dropFirst().dropLast())
      default: "{\(text)}"
      }
    }
    guard let first = inside(node.a, a), let second = inside(node.b, b) else { return general }
    return "write `\"\(first)\(second)\"`"
  }

  private func notNumeric(
    _ left: Value, _ right: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) -> Diagnostic {
    let program = frame.program
    let symbol = Interpreter.symbols[node.kind] ?? "this"
    var help: String?
    for value in [left, right] {
      switch value {
      case .list where node.kind == .add && (right.scalar != nil || !right.isNumeric):
        help =
          "`append(\(text(node.a, frame) ?? "l"), \(text(node.b, frame) ?? "x"))` puts a value at the end of a list"
      case .list: help = "stack(list) turns a list of tensors of the same shape into a tensor"
      case .string: help = withString(left, right, node, frame)
      case .function, .builtIn: help = "call it first: \(Formatter.inline(value).prefix { $0 != "(" })(…)"
      default: break
      }
    }
    return Diagnostic(
      .wrongType, "\(symbol) works on numbers and tensors, not on \(left.briefly) and \(right.briefly)",
      in: program.source,
      labels: [
        .init(span: program.span(node.a), text: left.briefly),
        .init(span: program.span(node.b), text: right.briefly),
      ], help: help)
  }

  static let symbols: [Node.Kind: String] = [
    .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .remainder: "%", .power: "^",
    .matrixProduct: "@", .logicalAnd: "&", .logicalOr: "|",
    .equal: "==", .notEqual: "!=", .less: "<", .lessEqual: "<=", .greater: ">", .greaterEqual: ">=",
  ]

  func negate(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let operand = try evaluate(node.a, frame)
    if case .number(let x) = operand { return .number(-x) }
    if case .object(let box) = operand {
      do throws(TensorError) {
        if let result = try box.content.arithmetic("*", after: .number(-1), execution) { return result }
      } catch { throw located(error, at: index, operands: [node.a], frame) }
    }
    guard operand.isNumeric else {
      throw failure(.wrongType, "- works on numbers and tensors, not on \(operand.briefly)", at: index, frame)
    }
    do throws(TensorError) {
      return try apply(Negate(), [operand])
    } catch { throw located(error, at: index, operands: [node.a], frame) }
  }

  func transpose(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let operand = try evaluate(node.a, frame)
    if operand.scalar != nil { return operand }
    if case .boolean = operand { return operand }
    guard operand.isNumeric else {
      throw failure(.wrongType, "' transposes a matrix, not \(operand.briefly)", at: index, frame)
    }
    do throws(TensorError) {
      return try apply(Transpose(), [operand])
    } catch { throw located(error, at: index, operands: [node.a], frame) }
  }

  // MARK: Comparisons

  func comparison(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let left = try operand(node.a, frame)
    let right = try operand(node.b, frame)
    if case .number(let x) = left, case .number(let y) = right {
      return .boolean(Interpreter.compare(node.kind, x, y))
    }
    if left.isNumeric, right.isNumeric {
      return try tensorComparison(left.asNumber, right.asNumber, index, node, frame)
    }
    switch node.kind {
    case .equal, .notEqual: return .boolean(left.isSame(as: right) == (node.kind == .equal))
    default:
      if case .string(let a) = left, case .string(let b) = right {
        return .boolean(Interpreter.compare(node.kind, a.text, b.text))
      }
      throw notNumeric(left, right, index, node, frame)
    }
  }

  private func tensorComparison(
    _ left: Value, _ right: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    // Without dimensions it is one question with one answer.
    let isSingle = left.scalar != nil && right.scalar != nil
    if isSingle, !left.isWhole, !right.isWhole, let x = left.scalar, let y = right.scalar {
      return .boolean(Interpreter.compare(node.kind, x, y))
    }
    let kind: Compare.Kind =
      switch node.kind {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessEqual: .lessOrEqual
      case .greater: .greater
      default: .greaterOrEqual
      }
    return try binary(Compare(kind), left, right, index, node, frame)
  }

  @inline(__always)
  static func compare<T: Comparable>(_ kind: Node.Kind, _ x: T, _ y: T) -> Bool {
    switch kind {
    case .equal: x == y
    case .notEqual: x != y
    case .less: x < y
    case .lessEqual: x <= y
    case .greater: x > y
    default: x >= y
    }
  }
}
