import CKernels

/// 1 / (1 + e⁻ˣ), element by element, without overflow on either side. PyTorch: `torch.sigmoid(x)`.
public struct Sigmoid: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "sigmoid" }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_sigmoid) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_sigmoid_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    if x >= 0 { return 1 / (1 + T.exp(-x)) }
    let small = T.exp(x)
    return small / (1 + small)
  }

  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { y * (1 - y) }
}
