/// How far elements are spread about their mean along axes: Σ (x − mean)² / (n − correction), n being their number.
public protocol SpreadReduction: AxisReduction where Saved == SpreadOperands {
  /// 1 for the estimate from a sample, 0 for the whole population.
  var correction: Int { get }
}

/// What the pullback of a variance or a standard deviation needs.
public struct SpreadOperands: Sendable {
  let x: Tensor
  /// In float64, with reduced axes as 1.
  let mean: Tensor
  let result: Tensor
}

extension SpreadReduction {
  /// n − correction, not below 0.
  private func freedom(_ plan: ReductionPlan) -> Double {
    max(Double(plan.reducedCount) - Double(correction), 0)
  }

  /// The mean and the variance in float64, with reduced axes as 1.
  func snapshots(
    _ x: Tensor, _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (mean: Tensor, variance: Tensor) {
    var mean = try Reduction.sums(x, into: plan.kept, execution)
    try Reduction.scale(&mean, by: Double(plan.reducedCount))
    var variance = try Reduction.squaredDeviations(x, from: mean, execution)
    try Reduction.scale(&variance, by: freedom(plan))
    return (mean, variance)
  }

  /// The gradient by x of the variance: 2 · (x − mean) / (n − correction), times the variance's own gradient.
  func spread(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: SpreadOperands, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let aligned = gradient.viewed(as: saved.mean.shape)
    let factor = 2 / freedom(plan)
    return gradient.dtype == .float32
      ? try Broadcast.map(
        saved.x, try saved.mean.converted(to: .float32), aligned, into: saved.x.shape,
        Deviation<Float>(factor: Float(factor)), execution)
      : try Broadcast.map(
        saved.x, saved.mean, aligned, into: saved.x.shape, Deviation<Double>(factor: factor), execution)
  }
}

private struct Deviation<T: FloatingScalar>: TripleKernel {
  let factor: T

  @inline(__always)
  func callAsFunction(_ x: T, _ mean: T, _ gradient: T) -> T { factor * gradient * (x - mean) }
}
