/// The products of the elements up to each one along an axis, counted from 0. Accumulated in float64, of int64 exactly.
///
/// The gradient is right where elements are 0, too: with P the product of the elements before xₖ and
/// Sₖ = gₖ + xₖ₊₁ · Sₖ₊₁, that by xₖ is P · Sₖ. PyTorch: `torch.cumprod(x, dim)`.
public struct CumProd: Operation {
  /// The axis along which is multiplied.
  public let axis: Int

  /// - Parameter axis: along which is multiplied, counted from 0.
  public init(axis: Int) { self.axis = axis }

  public var name: String { "cumprod" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape, and where the rows along the axis lie.
  /// - Throws: `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    try ScanPlan(same: operands[0], axis)
  }

  /// - Throws: `overflow` for a product beyond int64.
  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let (x, running) = (operands[0], Running(plan.scan, execution))
    return switch x.dtype {
    case .int64: (try running.integers(x, "product") { $0.multipliedReportingOverflow(by: $1) }, x)
    case .float32: (try running.numbers(x, as: Float.self, from: 1) { $0 *= $1 }, x)
    default: (try running.numbers(x, as: Double.self, from: 1) { $0 *= $1 }, x)
    }
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ x: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      gradient.dtype == .float32
        ? try pullback(gradient, x, plan.scan, as: Float.self, execution)
        : try pullback(gradient, x, plan.scan, as: Double.self, execution)
    ]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ x: Tensor, _ scan: AxisScan, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    // The sums Sₖ, and then each times the product of what comes before.
    let sums = try Tensor(uninitialized: x.shape, .float64)
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    guard x.count > 0 else { return result }
    // All are held to the end of this function.
    defer { withExtendedLifetime((gradient, x, sums, result)) {} }
    let (source, incoming) = (x.pointer(as: T.self), gradient.pointer(as: T.self))
    let (sum, target) = (sums.pointer(as: Double.self), result.pointer(as: T.self))
    var meter = CancelMeter(execution)
    for row in 0..<scan.outer * scan.inner {
      let start = row / scan.inner * scan.extent * scan.inner + row % scan.inner
      try meter.spend(2 * scan.extent)
      var (after, factor) = (0.0, 0.0)
      for step in (0..<scan.extent).reversed() {
        let place = start + step * scan.inner
        after = step == scan.extent - 1 ? Double(incoming[place]) : Double(incoming[place]) + factor * after
        factor = Double(source[place])
        sum[place] = after
      }
      var before = 1.0
      for step in 0..<scan.extent {
        let place = start + step * scan.inner
        target[place] = T(before * sum[place])
        before *= Double(source[place])
      }
    }
    return result
  }
}
