import CKernels

/// Whether both are true, element by element with broadcasting: bool. There is no gradient.
/// PyTorch: `torch.logical_and(a, b)`.
public struct LogicalAnd: LogicalOperation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "&" }
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var kernel: ElementKernel { ElementKernel(fovea_element_and) }

  public func value(_ a: Bool, _ b: Bool) -> Bool { a && b }
}
