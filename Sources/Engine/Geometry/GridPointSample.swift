/// How one output element of `grid_sample` came about: the grid's point (x, y), the place that it means in the picture,
/// and the derivatives by it.
package struct GridPointSample: Sendable, Equatable {
  /// The point of the grid, from −1 to 1.
  package let x: Double
  package let y: Double
  package let point: PointSample
  /// The derivatives of the value by x and y.
  package let byX: Double
  package let byY: Double
  /// The flat position of x in the grid; y is the next.
  package let position: Int
}

extension GridSample {
  /// How the output element at `output` (an index counted from 0) comes about.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `memory`.
  package func sample(
    at output: [Int], picture: Tensor, grid: Tensor
  ) throws(TensorError) -> GridPointSample {
    let plan = try plan(OperandShapes([picture.shape, grid.shape]))
    try plan.result.check(index: output, of: "the result")
    let common = commonType([picture.dtype, grid.dtype])
    let operands = [try picture.converted(to: common), try grid.converted(to: common)]
    let sampling = sampling(plan, operands, Execution())
    let point = try sampling.sample(at: output, operands[0])
    let (batch, _, row, column) = PictureShape.places(output)
    let position = sampling.points.position(batch, row, column)
    return GridPointSample(
      x: operands[1].element(position), y: operands[1].element(position + 1), point: point,
      byX: point.byColumn * sampling.points.columnScale, byY: point.byRow * sampling.points.rowScale,
      position: position)
  }
}
