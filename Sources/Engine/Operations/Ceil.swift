import CKernels

/// The smallest whole number that is not below x, element by element. The gradient is zero everywhere, as a staircase is flat
/// between its steps. PyTorch: `torch.ceil(x)`.
public struct Ceil: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "ceil" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_ceil) }

  public func value<T: FloatingScalar>(_ x: T) -> T { x.rounded(.up) }
  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) { (x, false) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 0 }
}
