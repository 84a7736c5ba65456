/// What is sampled and how: the pictures, the size of the result, what becomes of points outside, and how a value
/// between pixels is found.
struct SampleLayout: Sendable {
  let picture: PictureShape
  let output: Pair
  let outside: OutsideRule
  let interpolation: Interpolation

  var rows: SampleAxis {
    SampleAxis(size: picture.size.rows, outside: outside, interpolation: interpolation)
  }

  var columns: SampleAxis {
    SampleAxis(size: picture.size.columns, outside: outside, interpolation: interpolation)
  }

  /// The neighbours of a point, which counts from 0; nil when all are outside.
  @inline(__always)
  func neighbourhood(of point: (row: Double, column: Double)) -> Neighbourhood? {
    guard let row = rows.locate(point.row), let column = columns.locate(point.column) else { return nil }
    return Neighbourhood(row: row, column: column, width: picture.size.columns)
  }
}
