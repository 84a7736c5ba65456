/// Positive numbers that sum to 1 along an axis, counted from 0: yᵢ = exp(xᵢ) / Σ exp(xⱼ), with the largest x taken away
/// first, so that nothing overflows (Goodfellow et al. 2016, section 4.1). ∂yᵢ/∂xⱼ = yᵢ · ([i = j] − yⱼ).
///
/// −∞ gives 0; NaN, +∞ and −∞ alone make their row NaN. PyTorch: `F.softmax(x, dim)`.
public struct Softmax: AxisNormalization {
  /// The axis of the rows.
  public let axis: Int

  /// - Parameter axis: the axis of the rows, counted from 0.
  public init(axis: Int) { self.axis = axis }

  public var name: String { "softmax" }
  public var isLogarithm: Bool { false }
}
