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
    let result = try resultShape([picture.shape, grid.shape])
    try result.check(index: output, of: "the result")
    let common = commonType([picture.dtype, grid.dtype])
    let operands = [try picture.converted(to: common), try grid.converted(to: common)]
    return common == .float32
      ? try sample(output, operands, as: Float.self) : try sample(output, operands, as: Double.self)
  }

  private func sample<T: FloatingScalar>(
    _ output: [Int], _ operands: [Tensor], as type: T.Type
  ) throws(TensorError) -> GridPointSample {
    defer { withExtendedLifetime(operands) {} }
    let (picture, grid) = (operands[0], operands[1])
    let (batch, channel, row, column) = PictureShape.places(output)
    let loops = try loops(operands, gradient: nil, as: T.self, Execution())
    let point = try PointSample(
      loops.points.point(batch, row, column), loops.neighbourhood(batch, row, column),
      isSingle: mode != .bilinear, picture, plane: (batch, channel))
    let size = loops.picture.size
    let grids = grid.rank == 4 ? batch : 0
    let position = ((grids * loops.output.rows + row) * loops.output.columns + column) * 2
    return GridPointSample(
      x: grid.element(position), y: grid.element(position + 1), point: point,
      byX: point.byColumn * Double(alignCorners ? size.columns - 1 : size.columns) / 2,
      byY: point.byRow * Double(alignCorners ? size.rows - 1 : size.rows) / 2, position: position)
  }
}
