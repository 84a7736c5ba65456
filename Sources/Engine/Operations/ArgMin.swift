/// The place of the smallest element along an axis, counted from 0, as int64; the first of equal elements, and NaN
/// before every number. Without an axis: its place among all elements in order. There is no gradient.
/// PyTorch: `torch.argmin(x, dim, keepdim)`.
public struct ArgMin: ExtremumPlace {
  public let axis: Int?
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axis: the axis that is gone over, counted from 0; nil for all elements in order.
  ///   - keepDimensions: whether that axis stays, with an extent of 1.
  public init(axis: Int? = nil, keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axis, self.keepDimensions) = (axis, keepDimensions)
  }

  public var name: String { "argmin" }
  public var largest: Bool { false }
}
