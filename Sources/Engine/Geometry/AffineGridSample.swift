/// How one point of `affine_grid` came about: the output pixel's place (x, y), from −1 to 1, and what theta makes of it.
package struct AffineGridSample: Sendable, Equatable {
  /// The output pixel, counted from 1, in a picture of `size`.
  package let row: Int
  package let column: Int
  package let size: Pair
  /// Where that pixel lies.
  package let x: Double
  package let y: Double
  /// The six numbers that belong to the pixel's picture.
  package let theta: [Double]

  /// The point of the input: two dot products of theta's rows with (x, y, 1).
  package var inputX: Double { theta[0] * x + theta[1] * y + theta[2] }
  package var inputY: Double { theta[3] * x + theta[4] * y + theta[5] }
}

extension AffineGrid {
  /// How the point that holds the output element at `output` (an index counted from 0) comes about.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result.
  package func sample(at output: [Int], theta: Tensor) throws(TensorError) -> AffineGridSample {
    let result = try resultShape([theta.shape])
    try result.check(index: output, of: "the result")
    let (row, column) = (output[output.count - 3], output[output.count - 2])
    let first = theta.rank == 3 ? output[0] * 6 : 0
    return AffineGridSample(
      row: row + 1, column: column + 1, size: self.output, x: coordinates(self.output.columns)[column],
      y: coordinates(self.output.rows)[row], theta: (first..<first + 6).map(theta.element))
  }
}
