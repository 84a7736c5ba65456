import CKernels

/// x · sigmoid(x), element by element (Elfwing et al. 2018); also called swish. PyTorch: `F.silu(x)`.
public struct Silu: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "silu" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_silu) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_silu_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { x * Sigmoid().value(x) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T {
    let sigmoid = Sigmoid().value(x)
    return sigmoid * (1 + x * (1 - sigmoid))
  }
}
