import Engine

/// What a call of `train` was given, and what may be wrong with it.
extension TrainingRun {
  func plan() throws(Diagnostic) -> TrainingPlan {
    let epochs = try arguments.integer(2, default: 1, 1...Int(Int32.max))
    let batch = try arguments.integer(3, default: min(32, data.count), 1...Int(Int32.max))
    guard batch <= data.count else {
      throw arguments.failure(
        .option, "a batch of \(batch) is larger than the data, \(Formatter.count(data.count, "picture"))",
        at: 3,
        help: "batch=\(data.count) takes all at once")
    }
    let optimizer = try optimizer()
    let schedule = try schedule()
    let seed = try arguments.seed(7)
    return try arguments.engine { () throws(TensorError) in
      try TrainingPlan(epochs: epochs, batchSize: batch, optimizer: optimizer, schedule: schedule, seed: seed)
    }
  }

  private func optimizer() throws(Diagnostic) -> any Optimizer {
    guard arguments.optional(4) != nil else {
      return try arguments.engine { () throws(TensorError) in try Adam(0.002) }
    }
    if let object = arguments.object(4, as: OptimizerObject.self) { return object.optimizer }
    guard arguments.value(4).scalar != nil else { throw arguments.wrongType(4, "an optimizer") }
    let rate = try arguments.number(4)
    return try arguments.engine { () throws(TensorError) in try Adam(rate) }
  }

  private func schedule() throws(Diagnostic) -> (any Schedule)? {
    if case .unset = arguments.value(5) {
      guard case .unset = arguments.value(4) else { return nil }
      return try arguments.engine { () throws(TensorError) in try CosineSchedule() }
    }
    guard arguments.optional(5) != nil else { return nil }
    guard let object = arguments.object(5, as: ScheduleObject.self) else {
      throw arguments.wrongType(5, "a schedule")
    }
    return object.schedule
  }

  func check() throws(Diagnostic) {
    guard !object.network.isGradient else {
      throw arguments.failure(
        .wrongType, "a gradient is no network to train", at: 0, help: "net - 0.1 * gradient is one")
    }
    guard object.watched == nil, !object.network.isTaped else {
      throw arguments.failure(.gradient, "no gradient flows through train", at: 0)
    }
    guard let validation else { return }
    guard validation.pictureShape == data.pictureShape, validation.classes.count == data.classes.count else {
      throw arguments.failure(
        .shapes,
        "pictures \(validation.pictureShape) of \(validation.classes.count) classes are no trial for a network that learns "
          + "\(data.pictureShape) of \(data.classes.count)", at: 6)
    }
  }

  func noteSoftmax(_ network: Network) {
    guard network.layers.last is PlainLayer<Softmax> else { return }
    interpreter.note(
      "softmax",
      "the last layer is Softmax, and softmax is inside the loss already: without it, it learns faster")
  }
}
