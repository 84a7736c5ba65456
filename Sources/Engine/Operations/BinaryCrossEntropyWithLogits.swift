/// How badly scores predict a yes or no: the binary cross-entropy of sigmoid(x), computed as
/// (1 − target) · x + ln(1 + e⁻ˣ), or for negative x as −target · x + ln(1 + eˣ), so that nothing overflows and nothing is lost;
/// element by element, its mean, or its sum. The target is 0, 1, or a probability. An infinite score costs 0 on the right side.
///
/// The derivative by x is sigmoid(x) − target.
/// PyTorch: `F.binary_cross_entropy_with_logits(x, target, reduction=…)`.
public struct BinaryCrossEntropyWithLogits: ElementwiseLoss {
  public var reduction: LossReduction

  /// - Parameter reduction: what becomes of the losses: their mean, their sum, or one number for each.
  public init(reduction: LossReduction = LossReduction.option.standard) { self.reduction = reduction }

  public var name: String { "binary_cross_entropy_with_logits" }

  public func value<T: FloatingScalar>(_ x: T, _ target: T) -> T {
    // What is right with certainty costs nothing, however large the score.
    let share = x < 0 ? -target : 1 - target
    return (share == 0 ? 0 : share * x) + T.log1p(T.exp(-abs(x)))
  }

  public func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T { Sigmoid().value(x) - target }

  public func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T { -x }
}
