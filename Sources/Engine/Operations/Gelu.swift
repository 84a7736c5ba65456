/// x · Φ(x), element by element, Φ being the probability that a standard normal number is below x (Hendrycks and Gimpel
/// 2016); with `.tanh` their approximation ½x · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
/// PyTorch: `F.gelu(x, approximate)`.
public struct Gelu: UnaryElementwise {
  /// How Φ is computed.
  public enum Approximation: String, Sendable, Hashable, OptionWord { case none, tanh }

  /// How Φ is computed.
  public static let approximate = OptionKey<Approximation>(
    "approximate", default: .none, "\"tanh\" for the formula with tanh that some networks were trained with")

  /// How Φ is computed.
  public let approximation: Approximation

  /// - Parameter approximation: how Φ is computed.
  public init(_ approximation: Approximation = Gelu.approximate.standard) {
    self.approximation = approximation
  }

  public var name: String { "gelu" }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    switch approximation {
    case .none: x * below(x)
    case .tanh: x * (0.5 * (1 + T.tanh(inner(x))))
    }
  }

  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T {
    switch approximation {
    case .none:
      let density = T.exp(-0.5 * x * x) * T((0.5 / Double.pi).squareRoot())
      return below(x) + x * density
    case .tanh:
      let tanh = T.tanh(inner(x))
      let factor = T((2 / Double.pi).squareRoot()) * (1 + 3 * T(0.044715) * x * x)
      return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * factor
    }
  }

  /// Φ(x), by the complement so that small probabilities keep their digits.
  private func below<T: FloatingScalar>(_ x: T) -> T { 0.5 * T.erfc(-x * T(0.5.squareRoot())) }

  private func inner<T: FloatingScalar>(_ x: T) -> T {
    T((2 / Double.pi).squareRoot()) * (x + T(0.044715) * x * x * x)
  }
}
