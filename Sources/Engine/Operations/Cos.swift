import CKernels

/// The cosine of x radians, element by element. PyTorch: `torch.cos(x)`.
public struct Cos: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "cos" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_cos) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_cos_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.cos(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { -T.sin(x) }
}
