import CKernels

/// e to the power x, element by element. PyTorch: `torch.exp(x)`.
public struct Exp: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "exp" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_exp) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_exp_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.exp(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { y }
}
