import CKernels

/// The natural logarithm, element by element; −∞ at 0 and NaN below. PyTorch: `torch.log(x)`.
public struct Log: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "log" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_log) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_log_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.log(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 / x }
}
