import CKernels

/// The hyperbolic tangent, element by element. PyTorch: `torch.tanh(x)`.
public struct Tanh: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "tanh" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_tanh) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_tanh_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.tanh(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 - y * y }
}
