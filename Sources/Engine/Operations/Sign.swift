import CKernels

/// −1, 0 or 1, as x is below, at or above 0, element by element; 0 keeps its sign, and NaN stays NaN. The gradient is
/// zero everywhere. NumPy: `np.sign(x)`; PyTorch's `torch.sign(x)` makes 0 of NaN.
public struct Sign: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "sign" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_sign) }

  public func value<T: FloatingScalar>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? -1 : x }
  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) { (x.signum(), false) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 0 }
}
