import CKernels

/// eˣ − 1, element by element, exact also where x is so small that eˣ would be 1. PyTorch: `torch.expm1(x)`.
public struct Expm1: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "expm1" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_expm1) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_expm1_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.expm1(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { y + 1 }
}
