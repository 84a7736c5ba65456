import CKernels

/// The logarithm to base 2, element by element; −∞ at 0 and NaN below. PyTorch: `torch.log2(x)`.
public struct Log2: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "log2" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_log2) }
  public var gradientKernel: ElementKernel? {
    ElementKernel(fovea_element_logarithm_gradient, 1 / Double.log(2))
  }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.log2(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 / (x * T.log(2)) }
}
