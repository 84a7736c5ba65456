import CKernels

/// a · b, element by element with broadcasting; of bool alone it is bool, as both must be 1. PyTorch: `torch.mul(a, b)`.
public struct Multiply: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "*" }
  public var integers: IntegerRule { .compute }
  public var truths: (any LogicalOperation)? { LogicalAnd() }
  public var kernels: (value: ElementKernel, byA: ElementKernel, byB: ElementKernel)? {
    (
      ElementKernel(fovea_element_multiply), ElementKernel(fovea_element_multiply_gradient_a),
      ElementKernel(fovea_element_multiply_gradient_b)
    )
  }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { a * b }
  public func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool) {
    a.multipliedReportingOverflow(by: b)
  }

  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { b }
  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { a }
}
