/// x where x > 0, else alpha · (eˣ − 1), element by element; NaN stays NaN. The gradient at 0 is alpha
/// (Clevert et al. 2016, equation 15). PyTorch: `F.elu(x, alpha)`.
public struct Elu: UnaryElementwise {
  /// How far below zero it goes.
  public static let alpha = OptionKey("alpha", default: 1.0, style: .either, "how far below zero it goes")

  /// What large negative numbers come near to, with its sign turned.
  public let alpha: Double

  /// - Parameter alpha: any number; with 1 there is no kink at 0.
  public init(alpha: Double = Elu.alpha.standard) { self.alpha = alpha }

  public var name: String { "elu" }

  public func value<T: FloatingScalar>(_ x: T) -> T { x > 0 ? x : T(alpha) * T.expm1(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { x <= 0 ? T(alpha) * T.exp(x) : 1 }
}
