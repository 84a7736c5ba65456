/// The largest element along axes. Along one named axis the first of equal elements has the whole gradient; over
/// several axes, or all, equal elements share it. NaN wins over every number.
/// PyTorch: `torch.max(x, dim, keepdim).values` for one axis, else `torch.amax(x, dim, keepdim)`.
public struct MaxReduce: ExtremumReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axes: the axes that are gone over, counted from 0; none for all of them.
  ///   - keepDimensions: whether the axes that are gone over stay, with an extent of 1.
  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "max" }
  public var largest: Bool { true }
}
