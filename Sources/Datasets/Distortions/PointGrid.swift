import Engine

/// A place on a picture, counted from 0; it need not be a pixel.
typealias PicturePoint = (row: Double, column: Double)

/// Points for `GridSample`, picture after picture, given as (row, column) of the input counted from 0.
struct PointGrid {
  private let input: Pair
  private let output: Pair
  private var numbers: [Float] = []

  /// `GridSample` reads them so that −1 and 1 are the middles of the outermost pixels.
  static let sampling = GridSample(alignCorners: true)

  init(from input: Pair, to output: Pair, pictures: Int) {
    (self.input, self.output) = (input, output)
    numbers.reserveCapacity(2 * pictures * output.rows * output.columns)
  }

  /// Far outside every picture.
  static let nowhere = (row: -1e6, column: -1e6)

  mutating func append(_ point: PicturePoint) {
    numbers.append(PointGrid.unit(point.column, input.columns))
    numbers.append(PointGrid.unit(point.row, input.rows))
  }

  private static func unit(_ place: Double, _ extent: Int) -> Float {
    extent > 1 ? Float(2 * place / Double(extent - 1) - 1) : Float(2 * place)
  }

  /// - Throws: `TensorError.memory`.
  func tensor() throws(TensorError) -> Tensor {
    let pictures = numbers.count / (2 * output.rows * output.columns)
    return try Tensor(numbers, Shape(checking: [pictures, output.rows, output.columns, 2]))
  }
}
