import CKernels

/// Whether at least one of the two is true, element by element with broadcasting: bool. There is no gradient.
/// PyTorch: `torch.logical_or(a, b)`.
public struct LogicalOr: LogicalOperation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "|" }
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var kernel: ElementKernel { ElementKernel(fovea_element_or) }

  public func value(_ a: Bool, _ b: Bool) -> Bool { a || b }
}
