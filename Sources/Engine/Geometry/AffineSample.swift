/// How one output element of `affine` came about: the point asked for, its neighbours with their weights, and the
/// derivatives. Made for explanations, by the code that the forward pass runs.
package struct AffineSample: Sendable, Equatable {
  /// The index of the output element that theta is applied to, counted from 1.
  package let outputRow: Int
  package let outputColumn: Int
  /// The point of the input asked for, counted from 1.
  package let row: Double
  package let column: Double
  /// In reading order: four for bilinear sampling (also those without weight), one for rounding; none where the point lies
  /// farther outside than one pixel or is not a number.
  package let neighbours: [Neighbour]
  package let value: Double
  /// The derivatives of the value by the point's row and column.
  package let byRow: Double
  package let byColumn: Double

  /// One pixel beside the point.
  package struct Neighbour: Sendable, Equatable {
    /// Counted from 1; outside the picture 0 or one more than the size.
    package let row: Int
    package let column: Int
    package let weight: Double
    /// Its index in the picture, one number for each dimension, counted from 0; nil outside.
    package let index: [Int]?
    /// The pixel's value; zero outside.
    package let value: Double

    package var isInside: Bool { index != nil }
  }

  /// The derivatives of the value by the six numbers of theta, in the order a, b, e, c, d, f.
  package var byTheta: [Double] {
    let (row, column) = (Double(outputRow), Double(outputColumn))
    return [byRow * row, byRow * column, byRow, byColumn * row, byColumn * column, byColumn]
  }
}

extension Affine {
  /// How the output element at `output` (an index counted from 0) comes about.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `memory`.
  package func sample(
    at output: [Int], picture: Tensor, theta: Tensor
  ) throws(TensorError) -> AffineSample {
    let result = try resultShape([picture.shape, theta.shape])
    try result.check(index: output, of: "the result")
    let layout = try PictureShape(picture.shape)
    let place = PictureShape.places(output)
    let common = picture.dtype == .float64 || theta.dtype == .float64 ? DType.float64 : .float32
    let (picture, theta) = (try picture.converted(to: common), try theta.converted(to: common))
    let first = theta.rank == 3 ? place.batch * 6 : 0
    let t = (first..<first + 6).map(theta.element)
    let point = AffineMap(t[0], t[1], t[2], t[3], t[4], t[5]).point(
      row: Double(place.row + 1), column: Double(place.column + 1))
    let found = try neighbourhood(
      picture.shape, theta, batch: place.batch, row: place.row, column: place.column)
    let plane = layout.position(batch: place.batch, channel: place.channel, row: 0, column: 0)
    let numbers =
      common == .float32
      ? found?.numbers(picture, plane, as: Float.self) : found?.numbers(picture, plane, as: Double.self)
    let neighbours = (found?.neighbours(isSingle: mode == .round) ?? []).map { neighbour in
      let position = plane + neighbour.row * layout.size.columns + neighbour.column
      return AffineSample.Neighbour(
        row: neighbour.row + 1, column: neighbour.column + 1, weight: neighbour.weight,
        index: neighbour.isInside
          ? layout.index(
            batch: place.batch, channel: place.channel, row: neighbour.row, column: neighbour.column)
          : nil,
        value: neighbour.isInside ? picture.element(position) : 0)
    }
    return AffineSample(
      outputRow: place.row + 1, outputColumn: place.column + 1, row: point.row, column: point.column,
      neighbours: neighbours, value: numbers?.value ?? 0, byRow: numbers?.byRow ?? 0,
      byColumn: numbers?.byColumn ?? 0)
  }
}

extension Neighbourhood {
  /// Value and slopes in the plane that starts at a flat position of `picture`.
  fileprivate func numbers<T: FloatingScalar>(
    _ picture: Tensor, _ plane: Int, as type: T.Type
  ) -> (value: Double, byRow: Double, byColumn: Double) {
    defer { withExtendedLifetime(picture) {} }
    let pixels = picture.pointer(as: T.self) + plane
    let slopes = slopes(pixels)
    return (T(nearest: value(pixels)).asDouble, slopes.byRow, slopes.byColumn)
  }
}
