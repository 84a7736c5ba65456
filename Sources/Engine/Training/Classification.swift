/// Which class scores speak for.
enum Classification {
  /// The class with the largest score in each row, from 0; the first of equal ones.
  static func classes(_ scores: Tensor) -> [Int] {
    scores.dtype == .float32 ? classes(scores, as: Float.self) : classes(scores, as: Double.self)
  }

  private static func classes<T: FloatingScalar>(_ scores: Tensor, as type: T.Type) -> [Int] {
    let width = scores.shape[1]
    return scores.read(as: T.self) { scores in
      stride(from: 0, to: scores.count, by: width).map { start in
        var best = 0
        for offset in 1..<max(width, 1) where scores[start + offset] > scores[start + best] { best = offset }
        return best
      }
    }
  }

  /// How many rows have their largest score at the label.
  static func right(_ scores: Tensor, _ labels: Tensor) -> Int {
    let classes = classes(scores)
    return classes.indices.count { Double(classes[$0]) == labels.element($0) }
  }
}

extension Network {
  /// The network built for the pictures of a data set.
  /// - Throws: `TensorError` when a layer cannot take what it gets, or the scores are not one for each class.
  public func fitted(to data: DataSet, in execution: Execution = Execution()) throws(TensorError) -> Network {
    var network = self
    try network.build(for: data.pictureShape, in: execution)
    var copy = network
    let batch = Shape(trusted: [1] + data.pictureShape.array)
    let result: Shape
    do throws(TensorError) { result = try copy.root.build(batch, in: execution) } catch {
      guard let made = network.inputShape, made != data.pictureShape else { throw error }
      throw TensorError(
        error.code, error.message,
        help: "the network was made for pictures \(made), and these are \(data.pictureShape)")
    }
    let scores = PictureBatch.sample(result)
    guard scores == [data.classes.count] else {
      throw TensorError(
        .shapes,
        "the network gives \(scores.rank == 1 ? "\(scores[0]) scores" : "results \(scores)") for a picture, and the data "
          + "has \(data.classes.count) classes",
        help: scores.rank == 1
          ? "its last layer is Dense(\(data.classes.count))"
          : "Flatten(), Dense(\(data.classes.count)) at its end")
    }
    return network
  }
}
