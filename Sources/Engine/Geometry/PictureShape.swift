/// Which extents of a tensor of pictures are the batch, the channels, the rows and the columns.
///
/// Pictures come as `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; a missing dimension counts as one.
struct PictureShape: Sendable {
  let shape: Shape
  let batch: Int
  let channels: Int
  let size: Pair

  /// - Throws: `TensorError.rank` for other than 2 to 4 dimensions; `TensorError.size` when a dimension other than
  ///   the batch is empty.
  init(_ shape: Shape, operand: Int = 0) throws(TensorError) {
    guard shape.rank >= 2, shape.rank <= 4 else {
      throw TensorError(
        .rank,
        "a picture is [H, W], [C, H, W] or [N, C, H, W], but this has \(shape.rank) "
          + (shape.rank == 1 ? "dimension" : "dimensions"),
        operands: [.init(operand, "\(shape)")],
        help: shape.rank == 1
          ? "[x] is a picture of one row; reshape(x, [rows, columns]) makes one of several" : nil)
    }
    self.shape = shape
    batch = shape.rank == 4 ? shape[0] : 1
    channels = shape.rank >= 3 ? shape[shape.rank - 3] : 1
    size = Pair(shape[shape.rank - 2], shape[shape.rank - 1])
    guard channels > 0, size.rows > 0, size.columns > 0 else {
      throw TensorError(
        .size, "the picture has no pixels; only the batch may be empty",
        operands: [.init(operand, label)])
    }
  }

  var isBatched: Bool { shape.rank == 4 }
  var pixels: Int { size.rows * size.columns }

  /// How a message names it: `picture [1, 28, 28]`, `32 pictures [32, 1, 28, 28]`.
  var label: String { isBatched && batch != 1 ? "\(batch) pictures \(shape)" : "picture \(shape)" }

  /// The shape of as many pictures of another size.
  /// - Throws: `TensorError.memory` when it is larger than any memory.
  func resized(_ size: Pair) throws(TensorError) -> Shape {
    switch shape.rank {
    case 2: try Shape(checking: size.rows, size.columns)
    case 3: try Shape(checking: shape[0], size.rows, size.columns)
    default: try Shape(checking: shape[0], shape[1], size.rows, size.columns)
    }
  }

  /// Batch, channel, row and column of an index into a tensor with this layout of dimensions, all counted from 0.
  static func places(_ index: [Int]) -> (batch: Int, channel: Int, row: Int, column: Int) {
    let rank = index.count
    return (
      rank == 4 ? index[0] : 0, rank >= 3 ? index[rank - 3] : 0, index[rank - 2], index[rank - 1]
    )
  }

  /// The index of an element of these pictures, one number for each dimension, counted from 0.
  func index(batch: Int, channel: Int, row: Int, column: Int) -> [Int] {
    Array([batch, channel, row, column].suffix(shape.rank))
  }

  /// The flat position of an element.
  func position(batch: Int, channel: Int, row: Int, column: Int) -> Int {
    ((batch * channels + channel) * size.rows + row) * size.columns + column
  }
}

extension Shape {
  /// - Throws: `TensorError.index` unless `index`, counted from 0, names an element.
  func check(index: [Int], of what: String) throws(TensorError) {
    guard index.count == rank, (0..<rank).allSatisfy({ index[$0] >= 0 && index[$0] < self[$0] }) else {
      let counted = Shape.text(index.map { $0 + 1 })
      throw TensorError(.index, "\(counted) is not an element of \(what) \(self)")
    }
  }
}
