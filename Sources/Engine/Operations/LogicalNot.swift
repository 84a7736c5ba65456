import CKernels

/// Whether it is not true, element by element: bool. There is no gradient.
/// PyTorch: `torch.logical_not(a)`.
public struct LogicalNot: LogicalOperation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "not" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var kernel: ElementKernel { ElementKernel(fovea_element_not) }

  public func value(_ a: Bool, _ b: Bool) -> Bool { !a }
}
