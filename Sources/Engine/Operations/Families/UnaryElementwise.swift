/// An operation on single elements; a conforming type states the value and the slope.
public protocol UnaryElementwise: Operation where Saved == UnaryOperand {
  func value<T: FloatingScalar>(_ x: T) -> T
  /// The value of a whole number, which is asked for where the rule for integers is `.compute`.
  func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool)
  /// The derivative of the value `y` by `x`.
  func slope<T: FloatingScalar>(_ x: T, _ y: T) -> T
  /// Whether a slope of 0 holds back even an infinite gradient, because the element was cut off.
  var masksGradient: Bool { get }
  /// What computes the value of x on vector units, and the gradient from that of the result, x and y. Nil where there is
  /// no kernel.
  var kernel: ElementKernel? { get }
  var gradientKernel: ElementKernel? { get }
}

public struct UnaryOperand: Sendable {
  let x: Tensor
  let y: Tensor
}

extension UnaryElementwise {
  public var operandCount: ClosedRange<Int> { 1...1 }

  public var masksGradient: Bool { false }

  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) {
    preconditionFailure("\(name) does not compute on whole numbers")
  }

  public func givesMask(_ operands: [Tensor]) -> Bool { operands[0].isMask && value(Double(0)) == 0 }

  public var kernel: ElementKernel? { nil }
  public var gradientKernel: ElementKernel? { nil }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape { operands[0] }

  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape { operands[0].shape }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
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
    _ gradient: Tensor, _ saved: UnaryOperand, needs: [Bool], _ execution: Execution
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
                let slope = slope(x[i], y[i])
                result[i] = masks && slope == 0 ? 0 : gradient[i] * slope
              }
            }
          }
        }
      }
    }
    return result
  }
}
