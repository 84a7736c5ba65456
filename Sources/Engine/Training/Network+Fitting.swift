extension Network {
  /// The network built for the pictures of a data set.
  /// - Parameters:
  ///   - data: pictures and their targets.
  ///   - loss: what compares its results with the targets; that of `Objective.standard` where nil.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the network with weights for such pictures; those that it has stay.
  /// - Throws: `TensorError` when a layer cannot take what it gets, the results are not of the shape that the targets
  ///   ask for, or the loss cannot compare with such targets.
  public func fitted(
    to data: DataSet, for loss: (any Loss)? = nil, in execution: Execution = Execution()
  ) throws(TensorError) -> Network {
    let loss = loss ?? Objective.standard(for: data.targets).loss
    let wanted = try loss.resultShape(for: data.targets)
    var network = self
    try network.build(for: data.pictureShape, in: execution)
    let result = try network.resultShape(for: data, in: execution)
    guard let wanted else { return network }
    // Distortions give targets that are moved along another size.
    guard result != (wanted == data.targets.shape ? data.targetShape : wanted) else { return network }
    throw mismatch(result, data)
  }

  /// The shape of what it gives for one picture of a data set.
  /// - Parameters:
  ///   - data: pictures and their targets.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the shape, without a dimension for the batch.
  /// - Throws: `TensorError` when a layer cannot take what it gets.
  public func resultShape(
    for data: DataSet, in execution: Execution = Execution()
  ) throws(TensorError) -> Shape {
    var copy = self
    var weights = WeightSource(in: execution)
    let batch = Shape(trusted: [1] + data.pictureShape.array)
    do throws(TensorError) { return PictureBatch.sample(try copy.root.build(batch, &weights)) } catch {
      guard let made = inputShape, made != data.pictureShape else { throw error }
      throw error.saying(
        error.message,
        help: "the network was built for pictures \(made), but these are \(data.pictureShape)")
    }
  }

  private func mismatch(_ result: Shape, _ data: DataSet) -> TensorError {
    switch data.targets {
    case .classes(_, let names):
      return TensorError(
        .shapes,
        "the network gives \(result.rank == 1 ? "\(result[0]) scores" : "results \(result)") for a picture, and the data "
          + "has \(names.count) classes",
        help: result.rank == 1
          ? "its last layer is Dense(\(names.count))"
          : "Flatten(), Dense(\(names.count)) at its end")
    case .numbers:
      let wanted = data.targetShape
      let last = layers.last.map { ": its last layer is \($0.shortText)" } ?? ""
      return TensorError(
        .shapes,
        "the network gives \(result) for each picture, and the targets are \(wanted)\(last)",
        help: Network.advice(result, wanted))
    }
  }

  /// How to get from one shape to the other.
  private static func advice(_ result: Shape, _ wanted: Shape) -> String {
    switch (result.rank, wanted.rank) {
    case (_, 1): "\(result.rank == 1 ? "" : "Flatten(), ")Dense(\(wanted[0])) at its end"
    case (3, 3) where result.array.dropFirst() == wanted.array.dropFirst():
      "Conv(\(wanted[0]), 1) at its end gives \(wanted[0]) channel\(wanted[0] == 1 ? "" : "s")"
    default: "end it with a layer that gives \(wanted), or change the targets"
    }
  }

  /// The type of its weights, which its batches have too.
  public var dtype: DType {
    parameters.contains { $0.parameter.tensor.dtype == .float64 } ? .float64 : .float32
  }
}
