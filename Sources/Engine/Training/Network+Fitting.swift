extension Network {
  /// The network built for the pictures of a data set.
  /// - Parameters:
  ///   - data: pictures and the names of their classes.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the network with weights for such pictures; those that it has stay.
  /// - Throws: `TensorError` when a layer cannot take what it gets, or the scores are not one for each class.
  public func fitted(to data: DataSet, in execution: Execution = Execution()) throws(TensorError) -> Network {
    var network = self
    try network.build(for: data.pictureShape, in: execution)
    var copy = network
    let batch = Shape(trusted: [1] + data.pictureShape.array)
    let result: Shape
    var weights = WeightSource(in: execution)
    do throws(TensorError) { result = try copy.root.build(batch, &weights) } catch {
      guard let made = network.inputShape, made != data.pictureShape else { throw error }
      throw error.saying(
        error.message,
        help: "the network was built for pictures \(made), but these are \(data.pictureShape)")
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
