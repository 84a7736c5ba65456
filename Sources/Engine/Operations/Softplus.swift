import CKernels

/// ln(1 + e^(βx)) / β, element by element: relu without its kink. x itself where βx > threshold, as the two differ by
/// nothing that is seen. PyTorch: `F.softplus(x, beta, threshold)`.
public struct Softplus: UnaryElementwise {
  /// How sharp the bend is.
  public static let beta = OptionKey(
    "beta", default: 1.0, limits: .above(0), style: .either,
    "how sharp the bend is; the larger, the nearer to relu")
  /// Where βx is above it, the result is x.
  public static let threshold = OptionKey(
    "threshold", default: 20.0, style: .either, "where beta * x is above it, the result is x")

  /// How sharp the bend is.
  public let beta: Double
  /// Where βx is above it, the result is x.
  public let threshold: Double

  /// - Parameters:
  ///   - beta: how sharp the bend is; above 0.
  ///   - threshold: where βx is above it, the result is x.
  public init(beta: Double = Softplus.beta.standard, threshold: Double = Softplus.threshold.standard) {
    (self.beta, self.threshold) = (beta, threshold)
  }

  public var name: String { "softplus" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_softplus, beta, threshold) }
  public var gradientKernel: ElementKernel? {
    ElementKernel(fovea_element_softplus_gradient, beta, threshold)
  }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape.
  /// - Throws: `TensorError.option` for a beta that is not above 0.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    try Softplus.beta.check(beta)
    return operands[0]
  }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    let scaled = x * T(beta)
    if scaled > T(threshold) { return x }
    // The exponential that does not overflow.
    return ((scaled > 0 ? scaled : 0) + T.log1p(T.exp(-abs(scaled)))) / T(beta)
  }

  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T {
    let scaled = x * T(beta)
    return scaled > T(threshold) ? 1 : Sigmoid().value(scaled)
  }
}
