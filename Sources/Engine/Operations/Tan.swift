import CKernels

/// The tangent, of radians, element by element. PyTorch: `torch.tan(x)`.
public struct Tan: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "tan" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_tan) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_tan_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.tan(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 + y * y }
}
