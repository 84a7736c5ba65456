import CKernels

/// |x|, element by element. The gradient at 0 is 0. PyTorch: `torch.abs(x)`.
public struct Abs: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "abs" }
  public var integers: IntegerRule { .compute }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_abs) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_abs_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { abs(x) }
  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) {
    x < 0 ? Int64(0).subtractingReportingOverflow(x) : (x, false)
  }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { x > 0 ? 1 : x < 0 ? -1 : 0 }
}
