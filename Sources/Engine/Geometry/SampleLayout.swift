/// What is sampled and how: the pictures, the size of the result, what becomes of points outside, and how a value
/// between pixels is found.
public struct SampleLayout: OperationPlan {
  public let result: Shape
  let picture: PictureShape
  let output: Pair
  let outside: OutsideRule
  let interpolation: Interpolation

  /// - Throws: `TensorError.memory` where the result is larger than any memory.
  init(
    picture: PictureShape, output: Pair, outside: OutsideRule, interpolation: Interpolation
  ) throws(TensorError) {
    result = try picture.resized(output)
    (self.picture, self.output) = (picture, output)
    (self.outside, self.interpolation) = (outside, interpolation)
  }

  var rows: SampleAxis {
    SampleAxis(size: picture.size.rows, outside: outside, interpolation: interpolation)
  }

  var columns: SampleAxis {
    SampleAxis(size: picture.size.columns, outside: outside, interpolation: interpolation)
  }

  /// The neighbours of a point, which counts from 0.
  @inline(__always)
  func neighbourhood(of point: (row: Double, column: Double)) -> SamplePlace<Neighbourhood> {
    switch (rows.locate(point.row), columns.locate(point.column)) {
    case (.near(let row), .near(let column)):
      .near(Neighbourhood(row: row, column: column, width: picture.size.columns))
    case (.unknown, _), (_, .unknown): .unknown
    case (.outside, _), (_, .outside): .outside
    }
  }
}
