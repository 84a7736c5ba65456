/// The distance of two elements with a parabola in place of its kink: with d = x − target, d² / (2β) where |d| < β, else
/// |d| − β / 2; its mean, or its sum (Girshick 2015, equation 3, where β is 1). The loss of Huber divided by β; with β = 0 it is
/// |d|.
/// PyTorch: `F.smooth_l1_loss(x, target, reduction=…, beta=…)`.
public struct SmoothL1Loss: ElementwiseLoss {
  /// Where the parabola becomes a line.
  public static let beta = OptionKey(
    "beta", default: 1.0, limits: .from(0), "the distance at which the parabola becomes a line")

  /// The distance at which the parabola becomes a line; not negative.
  public var beta: Double
  public var reduction: LossReduction

  /// - Parameters:
  ///   - beta: the distance at which the parabola becomes a line; not negative.
  ///   - reduction: what becomes of the losses: their mean, their sum, or one number for each.
  public init(
    beta: Double = SmoothL1Loss.beta.standard, reduction: LossReduction = LossReduction.option.standard
  ) {
    (self.beta, self.reduction) = (beta, reduction)
  }

  public var name: String { "smooth_l1_loss" }

  public func checkOptions() throws(TensorError) { try SmoothL1Loss.beta.check(beta) }

  public func value<T: FloatingScalar>(_ x: T, _ target: T) -> T {
    let (distance, beta) = (abs(x - target), T(beta))
    return distance < beta ? distance * distance / (2 * beta) : distance - beta / 2
  }

  public func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T {
    let (difference, beta) = (x - target, T(beta))
    return abs(difference) < beta ? difference / beta : Sign().value(difference)
  }

  public func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T {
    derivative(byX: target, x)
  }
}
