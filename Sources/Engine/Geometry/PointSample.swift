/// How the value at one point of a picture came about: the point's neighbours with their weights, and the derivatives
/// by the point. Made for explanations, by the code that the kernels are held against.
package struct PointSample: Sendable, Equatable {
  /// The point asked for, counted from 1.
  package let row: Double
  package let column: Double
  /// The point that it became by the rule for what lies outside, or the pixel that rounding chose.
  package let reachedRow: Double
  package let reachedColumn: Double
  /// In reading order: four for bilinear sampling (also those without weight), one for rounding; none where the point
  /// lies farther outside than one pixel, where the value is 0, or is not a number, which the value is not either then.
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

  /// - Parameters:
  ///   - point: row and column, counted from 0.
  ///   - place: what there is at the point.
  ///   - isSingle: whether rounding chose one pixel.
  ///   - plane: the batch and the channel of `picture`, which is of a floating-point type.
  init(
    _ point: (row: Double, column: Double), _ place: SamplePlace<Neighbourhood>, isSingle: Bool,
    _ picture: Tensor, plane: (batch: Int, channel: Int)
  ) throws(TensorError) {
    let found = place.neighbours
    let layout = try PictureShape(picture.shape)
    let start = layout.position(batch: plane.batch, channel: plane.channel, row: 0, column: 0)
    (row, column) = (point.row + 1, point.column + 1)
    reachedRow = found.map { Double($0.row.lower) + $0.row.fraction + 1 } ?? row
    reachedColumn = found.map { Double($0.column.lower) + $0.column.fraction + 1 } ?? column
    neighbours = (found?.neighbours(isSingle: isSingle) ?? []).map { neighbour in
      let (row, column) = (neighbour.row, neighbour.column)
      return Neighbour(
        row: row + 1, column: column + 1, weight: neighbour.weight,
        index: neighbour.isInside
          ? layout.index(batch: plane.batch, channel: plane.channel, row: row, column: column) : nil,
        value: neighbour.isInside ? picture.element(start + row * layout.size.columns + column) : 0)
    }
    let numbers =
      picture.dtype == .float32
      ? found?.numbers(picture, start, as: Float.self) : found?.numbers(picture, start, as: Double.self)
    if case .unknown = place {
      (value, byRow, byColumn) = isSingle ? (.nan, 0, 0) : (.nan, .nan, .nan)
    } else {
      (value, byRow, byColumn) = numbers ?? (0, 0, 0)
    }
  }
}

extension Neighbourhood {
  /// Value and derivatives in the plane that starts at a flat position of `picture`.
  fileprivate func numbers<T: FloatingScalar>(
    _ picture: Tensor, _ plane: Int, as type: T.Type
  ) -> (value: Double, byRow: Double, byColumn: Double) {
    defer { withExtendedLifetime(picture) {} }
    let pixels = UnsafePointer(picture.pointer(as: T.self) + plane)
    let derivatives = derivatives(pixels)
    return (T(nearest: value(pixels)).asDouble, derivatives.byRow, derivatives.byColumn)
  }
}
