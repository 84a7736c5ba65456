/// An operation on pairs of elements, with broadcasting; a conforming type states the value and its two derivatives.
/// Operands: two that broadcast; the result has their common shape.
public protocol BinaryElementwise: Operation where Saved == BinaryOperands {
  /// The value at two floating-point numbers.
  /// - Parameters:
  ///   - a: an element of the first operand.
  ///   - b: the element of the second operand that meets it.
  /// - Returns: the element of the result.
  func value<T: FloatingScalar>(_ a: T, _ b: T) -> T
  /// The value at whole numbers, and whether it is beyond int64. An operation with the integer rule `.compute` or `.keep`
  /// states it; others are never asked.
  /// - Parameters:
  ///   - a: an element of the first operand.
  ///   - b: the element of the second operand that meets it.
  /// - Returns: the element of the result, and whether it is cut to 64 bits.
  func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool)
  /// The derivative of the value by `a`.
  /// - Parameters:
  ///   - a: an element of the first operand.
  ///   - b: the element of the second operand that meets it.
  /// - Returns: what the gradient of the result is multiplied by.
  func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T
  /// The derivative of the value by `b`.
  /// - Parameters:
  ///   - a: an element of the first operand.
  ///   - b: the element of the second operand that meets it.
  /// - Returns: what the gradient of the result is multiplied by.
  func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T
  /// What it does to truths alone, whose result is one too; nil, as by default, where they count as 1 and 0.
  var truths: (any LogicalOperation)? { get }
  /// Whether a derivative of 0 holds back even an infinite gradient, because one operand was picked and the other was not.
  var masksGradient: Bool { get }
  /// What computes the value on vector units, and the gradients by a and by b from that of the result, a and b. Nil, as by
  /// default, where there are no kernels and loops call `value` and the derivatives.
  var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? { get }
}

/// What the pullback of an operation on two operands needs: both of them.
public struct BinaryOperands: Sendable {
  let a: Tensor
  let b: Tensor
}

extension BinaryElementwise {
  public var operandCount: ClosedRange<Int> { 2...2 }

  public var masksGradient: Bool { false }
  public var truths: (any LogicalOperation)? { nil }

  /// Truths alone stay what they are where the operation says what it does to them.
  /// - Parameter given: the types of the two operands.
  /// - Returns: the types in which `forward` gets them.
  public func operandTypes(_ given: [DType]) -> [DType] {
    let areTruths = truths != nil && given.allSatisfy { $0 == .bool }
    return areTruths ? given : [DType](repeating: commonType(given), count: given.count)
  }

  public var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? { nil }

  public func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool) {
    preconditionFailure("\(name) does not support integer tensors")
  }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    try forwardElements(operands, shape, execution)
  }

  /// What `forward` is, for those that look at the operands first.
  func forwardElements(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    let (a, b) = (operands[0], operands[1])
    if a.dtype == .bool, let truths {
      return (try truths.apply(operands, in: execution), BinaryOperands(a: a, b: b))
    }
    if a.dtype == .int64 {
      let result = try IntegerArithmetic.map(a, b, into: shape, name, execution) { value($0, $1) }
      return (result, BinaryOperands(a: a, b: b))
    }
    if let kernels, !execution.usesReference {
      return (try kernels.value.map(a, b, into: shape, execution), BinaryOperands(a: a, b: b))
    }
    let result =
      a.dtype == .float32
      ? try Broadcast.map(a, b, into: shape, as: Float.self, execution) { value($0, $1) }
      : try Broadcast.map(a, b, into: shape, as: Double.self, execution) { value($0, $1) }
    return (result, BinaryOperands(a: a, b: b))
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: BinaryOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if let kernels, !execution.usesReference {
      let (a, b) = (saved.a, saved.b)
      var result: [Tensor?] = [nil, nil]
      if needs[0] {
        let each = try kernels.byA.map(gradient, a, b, into: gradient.shape, execution)
        result[0] = try Broadcast.reduce(each, to: a.shape, execution)
      }
      if needs[1] {
        let each = try kernels.byB.map(gradient, a, b, into: gradient.shape, execution)
        result[1] = try Broadcast.reduce(each, to: b.shape, execution)
      }
      return result
    }
    return gradient.dtype == .float32
      ? try pullback(gradient, saved, needs, as: Float.self, execution)
      : try pullback(gradient, saved, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ saved: BinaryOperands, _ needs: [Bool], as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (a, b, shape) = (saved.a, saved.b, gradient.shape)
    var result: [Tensor?] = [nil, nil]
    if needs[0] {
      let kernel = GradientByA<Self, T>(operation: self)
      let product = try Broadcast.map(gradient, a, b, into: shape, kernel, execution)
      result[0] = try Broadcast.reduce(product, to: a.shape, execution)
    }
    if needs[1] {
      let kernel = GradientByB<Self, T>(operation: self)
      let product = try Broadcast.map(gradient, a, b, into: shape, kernel, execution)
      result[1] = try Broadcast.reduce(product, to: b.shape, execution)
    }
    return result
  }
}

private struct GradientByA<Op: BinaryElementwise, T: FloatingScalar>: TripleKernel {
  let operation: Op

  @inline(__always)
  func callAsFunction(_ gradient: T, _ a: T, _ b: T) -> T {
    let derivative = operation.derivativeByA(a, b)
    return operation.masksGradient && derivative == 0 ? 0 : gradient * derivative
  }
}

private struct GradientByB<Op: BinaryElementwise, T: FloatingScalar>: TripleKernel {
  let operation: Op

  @inline(__always)
  func callAsFunction(_ gradient: T, _ a: T, _ b: T) -> T {
    let derivative = operation.derivativeByB(a, b)
    return operation.masksGradient && derivative == 0 ? 0 : gradient * derivative
  }
}
