import Engine

/// Colour to grey, as a composition of operations so that a gradient flows through.
enum Grayscale {
  /// - Throws: `TensorError.shapes` unless the channels are 1, 3 or 4.
  static func convert(_ picture: Tensor, in execution: Execution) throws(TensorError) -> Tensor {
    let axis = picture.rank - 3
    if picture.rank == 2 { return picture }
    guard picture.rank == 3 || picture.rank == 4, [1, 3, 4].contains(picture.shape[axis]) else {
      throw TensorError(
        .shapes, "gray takes a picture [3, H, W] or [N, 3, H, W], not \(picture.shape)",
        operands: [.init(0, "\(picture.shape)")])
    }
    guard picture.shape[axis] > 1 else { return picture }
    let weights = [0.299, 0.587, 0.114]
    var sum: Tensor?
    for channel in 0..<3 {
      let part = try Slice(
        axis == 0 ? [.index(channel)] : [.all, .range(start: channel, count: 1)]
      ).apply([picture], in: execution)
      let weight = try Tensor(weights[channel], part.dtype == .float64 ? .float64 : .float32)
      let weighted = try Multiply().apply([part, weight], in: execution)
      sum =
        try sum.map { total throws(TensorError) in try Add().apply([total, weighted], in: execution) }
        ?? weighted
    }
    return sum ?? picture
  }
}
