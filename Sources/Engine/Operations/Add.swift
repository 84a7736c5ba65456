import CKernels

/// a + b, element by element with broadcasting. PyTorch: `torch.add(a, b)`.
public struct Add: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "+" }
  public var integers: IntegerRule { .compute }
  public var operandCount: ClosedRange<Int> { 2...2 }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> BroadcastPlan {
    try BroadcastPlan(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], _ plan: BroadcastPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try sum(operands[0], operands[1], into: plan.result, execution), ())
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
    _ gradient: Tensor, _ plan: BroadcastPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      needs[0] ? try Broadcast.reduce(gradient, to: plan.a, execution) : nil,
      needs[1] ? try Broadcast.reduce(gradient, to: plan.b, execution) : nil,
    ]
  }
}
