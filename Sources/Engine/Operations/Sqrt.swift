import CKernels

/// The square root, element by element; NaN below 0. The gradient at 0 is ∞. PyTorch: `torch.sqrt(x)`.
public struct Sqrt: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "sqrt" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_sqrt) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_sqrt_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { x.squareRoot() }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 / (2 * y) }
}
