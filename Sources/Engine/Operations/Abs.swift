import CKernels

/// |x|, element by element. The gradient at 0 is 0. PyTorch: `torch.abs(x)`.
public struct Abs: UnaryElementwise {
  public init() {}

  public var name: String { "abs" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_abs) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_abs_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { abs(x) }
  public func slope<T: FloatingScalar>(_ x: T, _ y: T) -> T { x > 0 ? 1 : x < 0 ? -1 : 0 }
}
