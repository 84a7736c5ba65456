/// The logarithm of softmax along an axis, counted from 0: yᵢ = xᵢ − log Σ exp(xⱼ), without the exponential that could
/// vanish in between. ∂yᵢ/∂xⱼ = [i = j] − exp(yⱼ).
///
/// −∞ stays −∞; NaN, +∞ and −∞ alone make their row NaN. PyTorch: `F.log_softmax(x, dim)`.
public struct LogSoftmax: AxisNormalization {
  /// The axis of the rows.
  public let axis: Int

  /// - Parameter axis: the axis of the rows, counted from 0.
  public init(axis: Int) { self.axis = axis }

  public var name: String { "log_softmax" }
  public var isLogarithm: Bool { true }
}
