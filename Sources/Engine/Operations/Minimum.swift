import CKernels

/// The smaller of a and b, element by element with broadcasting. NaN on either side gives NaN. Where the two are equal
/// the gradient is halved between them. PyTorch: `torch.minimum(a, b)`.
public struct Minimum: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "minimum" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var truths: (any LogicalOperation)? { LogicalAnd() }
  public var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? {
    (
      ElementKernel(fovea_element_minimum), ElementKernel(fovea_element_minimum_gradient_a),
      ElementKernel(fovea_element_minimum_gradient_b)
    )
  }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { a <= b || a != a ? a : b }
  public func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool) { (min(a, b), false) }
  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { a == b ? 0.5 : a > b ? 0 : 1 }
  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { a == b ? 0.5 : a < b ? 0 : 1 }
}
