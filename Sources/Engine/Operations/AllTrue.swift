/// Whether all elements along axes are true: bool; true of no elements. Of numbers each counts as
/// true that is not 0, NaN too. There is no gradient. PyTorch: `torch.all(x, dim, keepdim)`.
public struct AllTrue: TruthReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "all" }
  public var decisive: Bool { false }
}
