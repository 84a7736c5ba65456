/// An operation on pairs of elements, with broadcasting; a conforming type states the value and the two slopes.
public protocol BinaryElementwise: Operation where Saved == BinaryOperands {
  func value<T: FloatingScalar>(_ a: T, _ b: T) -> T
  /// The derivative of the value by `a`.
  func slopeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T
  /// The derivative of the value by `b`.
  func slopeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T
  /// Whether a slope of 0 holds back even an infinite gradient, because one operand was picked and the other was not.
  var masksGradient: Bool { get }
}

public struct BinaryOperands: Sendable {
  let a: Tensor
  let b: Tensor
}

extension BinaryElementwise {
  public var masksGradient: Bool { false }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0], operands[1])
  }

  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0].shape, operands[1].shape)
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    let (a, b) = (operands[0], operands[1])
    let result =
      a.dtype == .float32
      ? try Broadcast.map(a, b, into: shape, as: Float.self, execution) { value($0, $1) }
      : try Broadcast.map(a, b, into: shape, as: Double.self, execution) { value($0, $1) }
    return (result, BinaryOperands(a: a, b: b))
  }

  public func pullback(
    _ gradient: Tensor, _ saved: BinaryOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
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
    let slope = operation.slopeByA(a, b)
    return operation.masksGradient && slope == 0 ? 0 : gradient * slope
  }
}

private struct GradientByB<Op: BinaryElementwise, T: FloatingScalar>: TripleKernel {
  let operation: Op

  @inline(__always)
  func callAsFunction(_ gradient: T, _ a: T, _ b: T) -> T {
    let slope = operation.slopeByB(a, b)
    return operation.masksGradient && slope == 0 ? 0 : gradient * slope
  }
}
