/// Half the squared distance where two elements are near, and where they are far a line: with d = x − target, d² / 2 where |d| ≤ δ,
/// else δ · (|d| − δ / 2); its mean, or its sum (Huber 1964). Outliers pull no harder than δ.
/// PyTorch: `F.huber_loss(x, target, reduction=…, delta=…)`.
public struct HuberLoss: ElementwiseLoss {
  /// Where the parabola becomes a line.
  public static let delta = OptionKey(
    "delta", default: 1.0, limits: .above(0), "the distance at which the parabola becomes a line")

  /// The distance at which the parabola becomes a line; above 0.
  public var delta: Double
  public var reduction: LossReduction

  /// - Parameters:
  ///   - delta: the distance at which the parabola becomes a line; above 0.
  ///   - reduction: what becomes of the losses: their mean, their sum, or one number for each.
  public init(
    delta: Double = HuberLoss.delta.standard, reduction: LossReduction = LossReduction.option.standard
  ) {
    (self.delta, self.reduction) = (delta, reduction)
  }

  public var name: String { "huber_loss" }

  public func checkOptions() throws(TensorError) { try HuberLoss.delta.check(delta) }

  public func value<T: FloatingScalar>(_ x: T, _ target: T) -> T {
    let (distance, delta) = (abs(x - target), T(delta))
    return distance > delta ? delta * (distance - delta / 2) : distance * distance / 2
  }

  public func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T {
    let (difference, delta) = (x - target, T(delta))
    return difference > delta ? delta : difference < -delta ? -delta : difference
  }

  public func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T {
    derivative(byX: target, x)
  }
}
