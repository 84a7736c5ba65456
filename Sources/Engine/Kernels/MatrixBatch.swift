/// The square matrices of a tensor: the last two dimensions, all others are batches.
struct MatrixBatch: Sendable {
  /// Rows and columns of each.
  let extent: Int
  /// How many there are.
  let count: Int

  /// - Parameter name: the operation that asks, for the message.
  /// - Throws: `rank` for fewer than two dimensions, `shapes` for matrices that are not square.
  init(squareIn shape: Shape, for name: String) throws(TensorError) {
    guard shape.rank >= 2 else {
      throw TensorError(
        .rank, "\(name) takes a square matrix, and this has the shape \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    extent = shape[shape.rank - 1]
    guard shape[shape.rank - 2] == extent else {
      throw TensorError(
        .shapes,
        "\(name) takes a square matrix, and this has \(shape[shape.rank - 2]) rows and \(extent) columns",
        operands: [.init(0, "\(shape)")])
    }
    count = shape.array.dropLast(2).reduce(1, *)
  }

  /// What messages call a matrix of the batch: nothing where there is only one.
  func place(_ matrix: Int) -> String { count == 1 ? "" : " number \(matrix + 1)" }
}
