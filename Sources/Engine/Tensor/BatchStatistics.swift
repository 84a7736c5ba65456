/// The mean and the variance of each channel of a batch, in float64: what batch normalisation takes away and divides by
/// while a network learns, and what the running statistics follow.
public struct BatchStatistics: Sendable {
  /// `[C]`.
  public let mean: Tensor
  /// `[C]`: Σ (x − mean)² / n.
  public let variance: Tensor
  /// How many elements a channel has: n.
  public let count: Int

  /// - Parameters:
  ///   - x: `[N, C]`, one picture `[C, H, W]`, or `[N, C, H, W]`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `rank` for other dimensions; `memory`, `cancelled`.
  public init(_ x: Tensor, in execution: Execution = Execution()) throws(TensorError) {
    let x = x.dtype.isFloating ? x : try x.converted(to: .float32)
    let axis = try BatchStatistics.channelAxis(x.shape)
    var extents = x.shape.array.map { _ in 1 }
    extents[axis] = x.shape[axis]
    let channels = x.shape[axis]
    count = channels > 0 ? x.count / channels : 0
    var mean = try Reduction.sums(x, into: Shape(checking: extents), execution)
    try Reduction.scale(&mean, by: Double(count))
    var variance = try Reduction.squaredDeviations(x, from: mean, execution)
    try Reduction.scale(&variance, by: Double(count))
    self.mean = mean.viewed(as: [channels])
    self.variance = variance.viewed(as: [channels])
  }

  /// The running statistics after this batch: (1 − momentum) · running + momentum · own, the own variance being the
  /// estimate Σ (x − mean)² / (n − 1). PyTorch: what `F.batch_norm` writes into `running_mean` and `running_var`.
  /// - Parameters:
  ///   - mean: `[C]`, the running mean so far; so is `variance`. Each keeps its type.
  ///   - variance: `[C]`, the running variance so far, which keeps its type.
  ///   - momentum: between 0 and 1.
  /// - Returns: the two running statistics after the batch.
  /// - Throws: `channels` when they are not `[C]`, `option` for a momentum outside 0…1, `memory`.
  public func updating(
    mean: Tensor, variance: Tensor, momentum: Double = 0.1
  ) throws(TensorError) -> (mean: Tensor, variance: Tensor) {
    guard momentum >= 0, momentum <= 1 else {
      throw TensorError(
        .option, "momentum must be between 0 and 1, not \(DoubleText.shortest(momentum))")
    }
    for running in [mean, variance] where running.shape != self.mean.shape {
      throw TensorError(
        .channels, "running statistics \(running.shape) do not fit \(self.mean.count) channels")
    }
    let estimate = Double(count) / Double(count - 1)
    return (
      try BatchStatistics.mixed(mean, self.mean, momentum, 1),
      try BatchStatistics.mixed(variance, self.variance, momentum, estimate)
    )
  }

  private static func mixed(
    _ running: Tensor, _ own: Tensor, _ momentum: Double, _ factor: Double
  ) throws(TensorError) -> Tensor {
    let mixed = zip(running.elements, own.elements).map { (1 - momentum) * $0 + momentum * factor * $1 }
    return try Tensor(mixed, running.shape).converted(to: running.dtype.isFloating ? running.dtype : .float32)
  }

  /// The second axis, but the first of one picture `[C, H, W]` and of one row `[C]`.
  static func channelAxis(_ shape: Shape) throws(TensorError) -> Int {
    guard shape.rank >= 1, shape.rank <= 4 else {
      throw TensorError(
        .rank, "batch_norm takes [N, C], [C, H, W] or [N, C, H, W], not \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    return shape.rank == 2 || shape.rank == 4 ? 1 : 0
  }
}
