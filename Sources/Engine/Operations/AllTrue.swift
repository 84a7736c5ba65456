/// Whether all elements along axes are true: bool; true of no elements. Of numbers each counts as
/// true that is not 0, and so does NaN. There is no gradient. PyTorch: `torch.all(x, dim, keepdim)`.
public struct AllTrue: TruthReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axes: the axes that are gone over, counted from 0; none for all of them.
  ///   - keepDimensions: whether the axes that are gone over stay, with an extent of 1.
  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "all" }
  public var decisive: Bool { false }
}
