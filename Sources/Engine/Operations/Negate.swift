import CKernels

/// −x, element by element. PyTorch: `torch.neg(x)`.
public struct Negate: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "-" }
  public var integers: IntegerRule { .compute }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_negate) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_negate) }

  public func value<T: FloatingScalar>(_ x: T) -> T { -x }
  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) {
    Int64(0).subtractingReportingOverflow(x)
  }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { -1 }
}
