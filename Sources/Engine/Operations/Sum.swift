/// The sum along axes; 0 for no elements. Accumulated in float64, of int64 exactly. PyTorch: `torch.sum(x, dim, keepdim)`.
public struct Sum: AxisReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "sum" }
  public var integers: IntegerRule { .compute }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = operands[0]
    if x.dtype == .int64 {
      let sums = try IntegerArithmetic.sum(x, into: try keptShape(of: x.shape), execution)
      return (sums.viewed(as: shape), x.shape)
    }
    return (try Reduction.sum(x, into: try keptShape(of: x.shape), as: shape, execution), x.shape)
  }

  public func pullback(
    _ gradient: Tensor, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let aligned = gradient.viewed(as: try keptShape(of: shape))
    return [try Broadcast.expand(aligned, to: shape, execution)]
  }
}
