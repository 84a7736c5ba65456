/// From PyTorch's theta (−1…1, x before y, about the centre; for `affine_grid`) to the lecture's (indices from 1, row
/// before column; for `affine`), for pictures of `size`. Operand and result: `[2, 3]` or `[N, 2, 3]`.
///
/// Both thetas then sample the same points: `affine(x, pixel_theta(t, size))` is
/// `grid_sample(x, affine_grid(t, size))` with the same `align_corners`.
public struct PixelTheta: ThetaTranslation {
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

  public var name: String { "pixel_theta" }
  public var givesPixels: Bool { true }
}
