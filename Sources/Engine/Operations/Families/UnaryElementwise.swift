/// An operation on single elements; a conforming type states the value and its derivative. Operand: `[*]`, any shape; the
/// result has that shape.
public protocol UnaryElementwise: Operation where Saved == UnaryOperand {
  /// The value at a floating-point number.
  /// - Parameter x: an element of the operand.
  /// - Returns: the element of the result.
  func value<T: FloatingScalar>(_ x: T) -> T
  /// The value at a whole number, and whether it is beyond int64. An operation with the integer rule `.compute` or
  /// `.keep` states it; others are never asked.
  /// - Parameter x: an element of the operand.
  /// - Returns: the element of the result, and whether it is cut to 64 bits.
  func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool)
  /// The derivative of the value by `x`.
  /// - Parameters:
  ///   - x: an element of the operand.
  ///   - y: the value at `x`.
  /// - Returns: what the gradient of the result is multiplied by.
  func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T
  /// Whether a derivative of 0 holds back even an infinite gradient, because the element was cut off.
  var masksGradient: Bool { get }
  /// What computes the value of x on vector units; nil, as by default, where there is no kernel and a loop calls `value`.
  var kernel: ElementKernel? { get }
  /// The same for the gradient, from that of the result, x and y; where it is nil, a loop calls `derivative`.
  var gradientKernel: ElementKernel? { get }
}

/// What the pullback of an operation on single elements needs: the operand and the result.
public struct UnaryOperand: Sendable {
  let x: Tensor
  let y: Tensor
}

extension UnaryElementwise {
  public var operandCount: ClosedRange<Int> { 1...1 }

  public var masksGradient: Bool { false }

  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) {
    preconditionFailure("\(name) does not support integer tensors")
  }

  public var kernel: ElementKernel? { nil }
  public var gradientKernel: ElementKernel? { nil }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape { operands[0] }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: UnaryOperand) {
    let x = operands[0]
    if x.dtype == .int64 {
      let y = try IntegerArithmetic.map(x, { "\(name) of \($0)" }, execution) { value($0) }
      return (y, UnaryOperand(x: x, y: y))
    }
    if let kernel, !execution.usesReference {
      let y = try kernel.map(x, into: shape, execution)
      return (y, UnaryOperand(x: x, y: y))
    }
    let y =
      x.dtype == .float32
      ? try map(x, as: Float.self, execution)
      : try map(x, as: Double.self, execution)
    return (y, UnaryOperand(x: x, y: y))
  }

  private func map<T: FloatingScalar>(
    _ x: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    try x.read(as: T.self) { x throws(TensorError) in
      try result.write(as: T.self) { result throws(TensorError) in
        try Broadcast.inChunks(x.count, execution) { for i in $0 { result[i] = value(x[i]) } }
      }
    }
    return result
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: UnaryOperand, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if let gradientKernel, !execution.usesReference {
      return [try gradientKernel.map(gradient, saved.x, saved.y, into: gradient.shape, execution)]
    }
    return [
      gradient.dtype == .float32
        ? try pullback(gradient, saved, as: Float.self, execution)
        : try pullback(gradient, saved, as: Double.self, execution)
    ]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ saved: UnaryOperand, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: gradient.shape, T.dtype)
    let masks = masksGradient
    try saved.x.read(as: T.self) { x throws(TensorError) in
      try saved.y.read(as: T.self) { y throws(TensorError) in
        try gradient.read(as: T.self) { gradient throws(TensorError) in
          try result.write(as: T.self) { result throws(TensorError) in
            try Broadcast.inChunks(x.count, execution) {
              for i in $0 {
                let derivative = derivative(x[i], y[i])
                result[i] = masks && derivative == 0 ? 0 : gradient[i] * derivative
              }
            }
          }
        }
      }
    }
    return result
  }
}
