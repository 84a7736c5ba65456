/// The sum along axes; 0 for no elements. Accumulated in float64, of int64 exactly; of bool it is how many are true, as
/// int64. PyTorch: `torch.sum(x, dim, keepdim)`.
public struct Sum: AxisReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axes: the axes that are gone over, counted from 0; none for all of them.
  ///   - keepDimensions: whether the axes that are gone over stay, with an extent of 1.
  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "sum" }
  public var integers: IntegerRule { .compute }

  /// bool is counted as it is.
  /// - Parameter given: the type of the operand.
  /// - Returns: the type that is summed.
  public func operandTypes(_ given: [DType]) -> [DType] { given == [.bool] ? given : [commonType(given)] }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    var x = operands[0]
    if x.dtype == .bool {
      if plan.kept.count == 1 {
        return (try Tensor(filled: Double(x.trueCount(in: execution)), plan.result, .int64), ())
      }
      x = try x.converted(to: .int64)
    }
    if x.dtype == .int64 {
      let sums = try IntegerArithmetic.sum(x, into: plan.kept, execution)
      return (sums.viewed(as: plan.result), ())
    }
    return (try Reduction.sum(x, into: plan.kept, as: plan.result, execution), ())
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try Broadcast.expand(gradient.viewed(as: plan.kept), to: plan.operand, execution)]
  }
}
