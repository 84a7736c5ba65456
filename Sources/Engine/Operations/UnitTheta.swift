/// From the lecture's theta (indices from 1, row before column; for `affine`) to PyTorch's (−1…1, x before y, about
/// the centre; for `affine_grid`), for pictures of `size`: the inverse of `PixelTheta`. Operand and result: `[2, 3]`
/// or `[N, 2, 3]`.
public struct UnitTheta: Operation {
  /// The size of the pictures that are sampled.
  public var size: Pair
  /// The size of the result; `size` where nil.
  public var outputSize: Pair?
  public var alignCorners: Bool

  public init(size: Pair, outputSize: Pair? = nil, alignCorners: Bool = false) {
    self.size = size
    self.outputSize = outputSize
    self.alignCorners = alignCorners
  }

  public var name: String { "unit_theta" }

  private func units() throws(TensorError) -> ThetaUnits {
    try ThetaUnits(input: size, output: outputSize ?? size, alignCorners: alignCorners)
  }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    _ = try units()
    _ = try ThetaShape.batch(operands[0], operand: 0)
    return operands[0]
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try ThetaUnits.map(operands[0], try units().unit), ())
  }

  public func pullback(
    _ gradient: Tensor, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try ThetaUnits.map(gradient, try units().unitPullback)]
  }
}
