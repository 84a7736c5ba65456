/// The variance along axes: Σ (x − mean)² / (n − correction), computed in two passes in float64; NaN when n is 0 or not
/// above the correction. PyTorch: `torch.var(x, dim, correction, keepdim)`.
public struct Variance: SpreadReduction {
  public let axes: [Int]
  public let correction: Int
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axes: the axes that are gone over, counted from 0; none for all of them.
  ///   - correction: what is subtracted from the number of elements: 1 for the estimate from a sample, 0 for the whole
  ///     population.
  ///   - keepDimensions: whether the axes that are gone over stay, with an extent of 1.
  public init(
    axes: [Int] = [], correction: Int = ReductionOptions.correction.standard,
    keepDimensions: Bool = ReductionOptions.keepDimensions.standard
  ) {
    (self.axes, self.correction, self.keepDimensions) = (axes, correction, keepDimensions)
  }

  public var name: String { "var" }
  public var integers: IntegerRule { .keep }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: SpreadOperands) {
    let x = try Reduction.widened(operands[0])
    let (mean, variance) = try snapshots(x, plan, execution)
    let result = try variance.converted(to: Reduction.resultType(operands[0].dtype)).viewed(as: plan.result)
    return (result, SpreadOperands(x: x, mean: mean, result: result))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: SpreadOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try spread(gradient, plan, saved, execution)]
  }
}
