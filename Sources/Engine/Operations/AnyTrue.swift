/// Whether at least one of the elements along axes is true: bool; false of no elements. Of numbers each counts as
/// true that is not 0, NaN too. There is no gradient. PyTorch: `torch.any(x, dim, keepdim)`.
public struct AnyTrue: TruthReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "any" }
  public var decisive: Bool { true }
}
