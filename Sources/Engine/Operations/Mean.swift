/// The mean along axes; NaN for no elements. Accumulated in float64. PyTorch: `torch.mean(x, dim, keepdim)`.
public struct Mean: AxisReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "mean" }
  public var integers: IntegerRule { .keep }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = try Reduction.widened(operands[0])
    let count = Double(reducedCount(of: x.shape))
    let kept = try keptShape(of: x.shape)
    let mean = try Reduction.sum(x, into: kept, as: shape, dividedBy: count, execution)
    return (try mean.converted(to: Reduction.resultType(operands[0].dtype)), x.shape)
  }

  public func pullback(
    _ gradient: Tensor, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let count = try Tensor(Double(reducedCount(of: shape)), gradient.dtype)
    let share = try Divide().apply([gradient, count], in: execution)
    return [try Broadcast.expand(share.viewed(as: try keptShape(of: shape)), to: shape, execution)]
  }
}
