/// From the lecture's theta (indices from 1, row before column; for `affine`) to PyTorch's (−1…1, x before y, about
/// the centre; for `affine_grid`), for pictures of `size`: the inverse of `PixelTheta`. Operand and result: `[2, 3]`
/// or `[N, 2, 3]`.
public struct UnitTheta: ThetaTranslation {
  public var size: Pair
  public var outputSize: Pair?
  public var alignCorners: Bool

  /// - Parameters:
  ///   - size: the rows and columns of the pictures that are sampled.
  ///   - outputSize: the rows and columns of the result; `size` where nil.
  ///   - alignCorners: whether −1 and 1 are the centres of the outermost pixels, and not their outer borders.
  public init(size: Pair, outputSize: Pair? = nil, alignCorners: Bool = GridSample.alignCorners.standard) {
    self.size = size
    self.outputSize = outputSize
    self.alignCorners = alignCorners
  }

  public var name: String { "unit_theta" }
  public var givesPixels: Bool { false }
}
