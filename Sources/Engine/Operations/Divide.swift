import CKernels

/// a / b, element by element with broadcasting; x / 0 is ±∞ and 0 / 0 is NaN. PyTorch: `torch.div(a, b)`.
public struct Divide: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "/" }
  public var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? {
    (
      ElementKernel(fovea_element_divide), ElementKernel(fovea_element_divide_gradient_a),
      ElementKernel(fovea_element_divide_gradient_b)
    )
  }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { a / b }
  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { 1 / b }
  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { -(a / b) / b }
}
