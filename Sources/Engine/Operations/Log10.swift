import CKernels

/// The logarithm to base 10, element by element; −∞ at 0 and NaN below. PyTorch: `torch.log10(x)`.
public struct Log10: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "log10" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_log10) }
  public var gradientKernel: ElementKernel? {
    ElementKernel(fovea_element_logarithm_gradient, 1 / Double.log(10))
  }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.log10(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 / (x * T.log(10)) }
}
