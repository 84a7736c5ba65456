import CKernels

/// The larger of a and b, element by element with broadcasting. NaN on either side gives NaN. Where the two are equal
/// the gradient is halved between them. PyTorch: `torch.maximum(a, b)`.
public struct Maximum: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "maximum" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var truths: (any LogicalOperation)? { LogicalOr() }
  public var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? {
    (
      ElementKernel(fovea_element_maximum), ElementKernel(fovea_element_maximum_gradient_a),
      ElementKernel(fovea_element_maximum_gradient_b)
    )
  }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { a >= b || a != a ? a : b }
  public func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool) { (max(a, b), false) }
  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { a == b ? 0.5 : a < b ? 0 : 1 }
  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { a == b ? 0.5 : a > b ? 0 : 1 }
}
