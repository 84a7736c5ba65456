/// The mean along axes; NaN for no elements. Accumulated in float64; of integers and bool it is float32. PyTorch: `torch.mean(x, dim, keepdim)`.
public struct Mean: AxisReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axes: the axes that are gone over, counted from 0; none for all of them.
  ///   - keepDimensions: whether the axes that are gone over stay, with an extent of 1.
  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "mean" }
  public var integers: IntegerRule { .keep }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    if operands[0].dtype == .bool, plan.kept.count == 1 {
      let share = try Double(operands[0].trueCount(in: execution)) / Double(plan.reducedCount)
      return (try Tensor(filled: share, plan.result), ())
    }
    let x = try Reduction.widened(operands[0])
    let mean = try Reduction.sum(
      x, into: plan.kept, as: plan.result, dividedBy: Double(plan.reducedCount), execution)
    return (try mean.converted(to: Reduction.resultType(operands[0].dtype)), ())
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let count = try Tensor(Double(plan.reducedCount), gradient.dtype)
    let share = try Divide().apply([gradient, count], in: execution)
    return [try Broadcast.expand(share.viewed(as: plan.kept), to: plan.operand, execution)]
  }
}
