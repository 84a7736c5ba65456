import CKernels

/// a + b, element by element with broadcasting. PyTorch: `torch.add(a, b)`.
public struct Add: Operation {
  public init() {}

  public var name: String { "+" }
  public var integers: IntegerRule { .compute }
  public var operandCount: ClosedRange<Int> { 2...2 }
  /// Without dimensions it is a count.
  public func givesMask(_ operands: [Tensor]) -> Bool {
    operands.contains { $0.rank > 0 } && operands.areMasks { $0 == 0 }
  }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0], operands[1])
  }

  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0].shape, operands[1].shape)
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: OperandShapes) {
    let (a, b) = (operands[0], operands[1])
    return (try sum(a, b, into: shape, execution), OperandShapes(a: a.shape, b: b.shape))
  }

  private func sum(
    _ a: Tensor, _ b: Tensor, into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if a.dtype == .int64 {
      return try IntegerArithmetic.map(a, b, into: shape, name, execution) { $0.addingReportingOverflow($1) }
    }
    guard execution.usesReference else {
      return try ElementKernel(fovea_element_add).map(a, b, into: shape, execution)
    }
    return a.dtype == .float32
      ? try Broadcast.map(a, b, into: shape, as: Float.self, execution, +)
      : try Broadcast.map(a, b, into: shape, as: Double.self, execution, +)
  }

  public func pullback(
    _ gradient: Tensor, _ shapes: OperandShapes, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      needs[0] ? try Broadcast.reduce(gradient, to: shapes.a, execution) : nil,
      needs[1] ? try Broadcast.reduce(gradient, to: shapes.b, execution) : nil,
    ]
  }
}

/// What the pullback of an operation needs that is the same everywhere.
public struct OperandShapes: Sendable {
  let a: Shape
  let b: Shape
}
