import CKernels

/// The sine of x radians, element by element. PyTorch: `torch.sin(x)`.
public struct Sin: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "sin" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_sin) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_sin_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.sin(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { T.cos(x) }
}
