import CKernels

/// x where x > 0, else negativeSlope · x, element by element. The gradient at 0 is `negativeSlope`.
/// PyTorch: `F.leaky_relu(x, negative_slope)`.
public struct LeakyRelu: UnaryElementwise {
  /// What negative numbers are multiplied by.
  public static let negativeSlope = OptionKey(
    "negative_slope", default: 0.01, style: .either, "what negative numbers are multiplied by")

  /// What negative numbers are multiplied by.
  public let negativeSlope: Double

  /// - Parameter negativeSlope: what negative numbers are multiplied by.
  public init(negativeSlope: Double = LeakyRelu.negativeSlope.standard) { self.negativeSlope = negativeSlope }

  public var name: String { "leaky_relu" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_leaky_relu, negativeSlope) }
  public var gradientKernel: ElementKernel? {
    ElementKernel(fovea_element_leaky_relu_gradient, negativeSlope)
  }

  public func value<T: FloatingScalar>(_ x: T) -> T { x > 0 ? x : x * T(negativeSlope) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { x > 0 ? 1 : T(negativeSlope) }
}
