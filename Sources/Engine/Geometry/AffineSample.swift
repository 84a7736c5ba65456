/// How one output element of `affine` came about: the point that theta asks for, and the derivatives by theta.
package struct AffineSample: Sendable, Equatable {
  /// The index of the output element that theta is applied to, counted from 1.
  package let outputRow: Int
  package let outputColumn: Int
  package let point: PointSample

  /// The derivatives of the value by the six numbers of theta, in the order a, b, e, c, d, f.
  package var byTheta: [Double] {
    let (row, column) = (Double(outputRow), Double(outputColumn))
    let (byRow, byColumn) = (point.byRow, point.byColumn)
    return [byRow * row, byRow * column, byRow, byColumn * row, byColumn * column, byColumn]
  }
}

extension Affine {
  /// How the output element at `output` (an index counted from 0) comes about.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `memory`.
  package func sample(
    at output: [Int], picture: Tensor, theta: Tensor
  ) throws(TensorError) -> AffineSample {
    let plan = try plan(OperandShapes([picture.shape, theta.shape]))
    try plan.result.check(index: output, of: "the result")
    let place = PictureShape.places(output)
    let common = commonType([picture.dtype, theta.dtype])
    let operands = [try picture.converted(to: common), try theta.converted(to: common)]
    return AffineSample(
      outputRow: place.row + 1, outputColumn: place.column + 1,
      point: try sampling(plan, operands, Execution()).sample(at: output, operands[0]))
  }
}
