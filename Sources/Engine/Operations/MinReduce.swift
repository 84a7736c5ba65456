/// The smallest element along axes. Along one named axis the first of equal elements has the whole gradient; over
/// several axes, or all, equal elements share it. NaN wins over every number.
/// PyTorch: `torch.min(x, dim, keepdim).values` for one axis, else `torch.amin(x, dim, keepdim)`.
public struct MinReduce: ExtremumReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "min" }
  public var largest: Bool { false }
}
