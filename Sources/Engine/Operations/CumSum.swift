/// The sums of the elements up to each one along an axis, counted from 0. Accumulated in float64, of int64 exactly.
/// PyTorch: `torch.cumsum(x, dim)`.
public struct CumSum: Operation {
  /// The axis along which is summed.
  public let axis: Int

  /// - Parameter axis: along which is summed, counted from 0.
  public init(axis: Int) { self.axis = axis }

  public var name: String { "cumsum" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape, and where the rows along the axis lie.
  /// - Throws: `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    try ScanPlan(same: operands[0], axis)
  }

  /// - Throws: `overflow` for a sum beyond int64.
  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let (x, running) = (operands[0], Running(plan.scan, execution))
    return switch x.dtype {
    case .int64: (try running.integers(x, "sum") { $0.addingReportingOverflow($1) }, ())
    case .float32: (try running.numbers(x, as: Float.self, from: 0) { $0 += $1 }, ())
    default: (try running.numbers(x, as: Double.self, from: 0) { $0 += $1 }, ())
    }
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let running = Running(plan.scan, execution, backwards: true)
    return [
      gradient.dtype == .float32
        ? try running.numbers(gradient, as: Float.self, from: 0) { $0 += $1 }
        : try running.numbers(gradient, as: Double.self, from: 0) { $0 += $1 }
    ]
  }
}
