import CKernels

/// The angle of the point (b, a), in radians from −π to π: a is how far it is up, b how far to the right. Element by
/// element with broadcasting. The gradient at (0, 0) is NaN. PyTorch: `torch.atan2(a, b)`.
public struct Atan2: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "atan2" }
  public var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? {
    (
      ElementKernel(fovea_element_atan2), ElementKernel(fovea_element_atan2_gradient_a),
      ElementKernel(fovea_element_atan2_gradient_b)
    )
  }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { T.atan2(a, b) }
  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { b / (a * a + b * b) }
  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { -a / (a * a + b * b) }
}
