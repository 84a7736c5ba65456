import CKernels

/// ln(1 + x), element by element, exact also where x is so small that 1 + x would lose it; −∞ at −1 and NaN below.
/// PyTorch: `torch.log1p(x)`.
public struct Log1p: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "log1p" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_log1p) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_log1p_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.log1p(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 / (1 + x) }
}
