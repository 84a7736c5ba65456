/// Batch normalisation: each channel is brought to mean 0 and variance 1, then scaled and moved:
/// y = (x − mean) / √(variance + ε) · weight + bias (Ioffe and Szegedy 2015, algorithm 1).
///
/// The statistics are the batch's own (`.batch`, for training; the gradient flows through them) or given ones
/// (`.running`, for evaluating). Operands: x `[N, C]`, one picture `[C, H, W]`, `[N, C, H, W]`, or, with given statistics, one row
/// `[C]`; with `.running` mean and variance `[C]`; then, if there are any, weight `[C]` and bias `[C]`.
/// The gradient g goes on to x, with the batch's own statistics, as weight / √(variance + ε) · (g − Σg / n −
/// x̂ · Σ g·x̂ / n), with n elements to a channel and x̂ = (x − mean) / √(variance + ε); with given ones the first term
/// alone.
///
/// PyTorch: `F.batch_norm(x, mean, variance, weight, bias, training, eps=…)`, which takes `[C, H, W]` for C sequences of
/// H channels.
public struct BatchNorm: Operation {
  /// Which mean and which variance the channels are normalised by.
  public enum Statistics: Sendable {
    /// The batch's own. A layer that also wants them passes `BatchStatistics(x)`; without, they are computed.
    case batch(BatchStatistics? = nil)
    /// Operands 1 and 2.
    case running
  }

  /// What is added to the variance, so that nothing is divided by 0.
  public static let epsilon = OptionKey("eps", default: 1e-5, limits: .from(0), "added to the variance")

  /// Which mean and which variance the channels are normalised by.
  public var statistics: Statistics
  /// What is added to the variance; not negative.
  public var epsilon: Double

  /// - Parameters:
  ///   - statistics: which mean and which variance the channels are normalised by.
  ///   - epsilon: what is added to the variance; not negative.
  public init(_ statistics: Statistics, epsilon: Double = BatchNorm.epsilon.standard) {
    (self.statistics, self.epsilon) = (statistics, epsilon)
  }

  public var name: String { "batch_norm" }
  public var operandCount: ClosedRange<Int> { leading...leading + 2 }

  /// How many operands come before the weight.
  private var leading: Int { if case .running = statistics { 3 } else { 1 } }

  /// - Parameter operands: the shapes of x, `[C]`, `[N, C]`, `[C, H, W]` or `[N, C, H, W]`, with `.running` of mean and
  ///   variance, `[C]`, and, if there are any, of weight and bias, `[C]`.
  /// - Returns: the shape of x, and which of its axes holds the channels.
  /// - Throws: `rank` for other dimensions, `channels` where something is not `[C]` or statistics are of another number of
  ///   channels, `option` for a negative ε, `size` for a
  ///   batch with one element to a channel.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    let x = operands[0]
    let axis = try BatchStatistics.channelAxis(x)
    let channels = x[axis]
    try BatchNorm.epsilon.check(epsilon)
    let labels = leading == 3 ? ["mean", "variance", "weight", "bias"] : ["weight", "bias"]
    for (position, shape) in operands.enumerated().dropFirst() where shape != Shape(trusted: [channels]) {
      let label = labels[position - 1]
      throw TensorError(
        .channels,
        "x \(x) has \(channels) channels, which need a \(label) of shape [\(channels)], not \(shape)",
        operands: [.init(0, "\(x)"), .init(position, "\(label) \(shape)")])
    }
    if leading == 1, x.count == channels, channels > 0 {
      throw TensorError(
        .size, "one element per channel has no variance: batch_norm cannot train on the shape \(x)",
        operands: [.init(0, "\(x)")], help: "use more pictures, or training=false")
    }
    if case .batch(let given?) = statistics, given.mean.count != channels {
      throw TensorError(
        .channels, "the statistics are those of \(given.mean.count) channels, and x \(x) has \(channels)",
        operands: [.init(0, "\(x)")])
    }
    return ScanPlan(result: x, scan: AxisScan(x, axis))
  }

  /// What the pullback needs: x, the weight, and each channel's mean and 1 / √(variance + ε).
  public struct Saved: Sendable {
    let x: Tensor
    let weight: Tensor?
    let channels: ChannelLoops
  }

  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let x = operands[0]
    let mean: [Double]
    let variance: [Double]
    switch statistics {
    case .running: (mean, variance) = (operands[1].elements, operands[2].elements)
    case .batch(let given):
      let own = if let given { given } else { try BatchStatistics(x, in: execution) }
      (mean, variance) = (own.mean.elements, own.variance.elements)
    }
    let weight = operands.count > leading ? operands[leading] : nil
    let channels = ChannelLoops(
      plan.scan, mean: mean,
      inverse: variance.map { 1 / ($0 + epsilon).squareRoot() })
    let factors = zip(weight?.elements ?? mean.map { _ in 1 }, channels.inverse).map { $0 * $1 }
    let bias = operands.count > leading + 1 ? operands[leading + 1].elements : mean.map { _ in 0 }
    let saved = Saved(x: x, weight: weight, channels: channels)
    if let kernel = ChannelKernel(channels, execution) { return (try kernel.map(x, factors, bias), saved) }
    let result =
      x.dtype == .float32
      ? try channels.map(x, as: Float.self, factors, bias, execution)
      : try channels.map(x, as: Double.self, factors, bias, execution)
    return (result, saved)
  }

  public func pullback(
    _ gradient: Tensor, _: ScanPlan, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
      ? try pullback(gradient, saved, needs, as: Float.self, execution)
      : try pullback(gradient, saved, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ saved: Saved, _ needs: [Bool], as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let channels = saved.channels
    let kernel = ChannelKernel(channels, execution)
    let sums =
      if let kernel { try kernel.sums(gradient, saved.x) } else {
        try channels.sums(gradient, saved.x, as: T.self, execution)
      }
    let weight = saved.weight?.elements ?? channels.mean.map { _ in 1 }
    let factors = zip(weight, channels.inverse).map { $0 * $1 }
    var result = [Tensor?](repeating: nil, count: needs.count)
    func vector(_ values: [Double]) throws(TensorError) -> Tensor {
      try Tensor(values, [values.count]).converted(to: T.dtype)
    }
    if needs[0] {
      if leading == 1, let kernel {
        result[0] = try kernel.pullback(gradient, saved.x, factors, sums)
      } else {
        let own = leading == 1 ? sums : nil
        result[0] = try channels.pullback(gradient, saved.x, as: T.self, factors, own, execution)
      }
    }
    if leading == 3, needs[1] { result[1] = try vector(zip(factors, sums.plain).map { -$0 * $1 }) }
    if leading == 3, needs[2] {
      // The derivative of (v + ε)^(−1/2) is −½ (v + ε)^(−3/2).
      let derivatives = zip(factors, channels.inverse).map { -0.5 * $0 * $1 }
      result[2] = try vector(zip(derivatives, sums.normalized).map { $0 * $1 })
    }
    if needs.count > leading, needs[leading] { result[leading] = try vector(sums.normalized) }
    if needs.count > leading + 1, needs[leading + 1] { result[leading + 1] = try vector(sums.plain) }
    return result
  }
}
