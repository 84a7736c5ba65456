/// How badly probabilities foretell a yes or no: −(target · ln x + (1 − target) · ln(1 − x)), element by element, its mean, or its
/// sum. x lies in 0…1; so does the target: 0, 1, or a probability.
///
/// Logarithms below −100 count as −100, so that a certain mistake costs 100 and not ∞; the derivative by x is
/// (x − target) / max(x · (1 − x), 10⁻¹²). NaN gives NaN. `BinaryCrossEntropyWithLogits` needs neither.
/// PyTorch: `F.binary_cross_entropy(x, target, reduction=…)`.
public struct BinaryCrossEntropy: ElementwiseLoss {
  public var reduction: LossReduction

  /// - Parameter reduction: what becomes of the losses: their mean, their sum, or one number for each.
  public init(reduction: LossReduction = LossReduction.option.standard) { self.reduction = reduction }

  public var name: String { "binary_cross_entropy" }
  public var domain: ClosedRange<Double>? { 0...1 }

  /// The logarithm, or −100 where it is less.
  private func logarithm<T: FloatingScalar>(_ x: T) -> T {
    let value = T.log(x)
    return value < -100 ? -100 : value
  }

  /// The same of 1 − x.
  private func counterpart<T: FloatingScalar>(_ x: T) -> T {
    let value = T.log1p(-x)
    return value < -100 ? -100 : value
  }

  public func value<T: FloatingScalar>(_ x: T, _ target: T) -> T {
    (target - 1) * counterpart(x) - target * logarithm(x)
  }

  public func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T {
    let spread = (1 - x) * x
    return (x - target) / (spread < 1e-12 ? 1e-12 : spread)
  }

  public func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T {
    counterpart(x) - logarithm(x)
  }
}
