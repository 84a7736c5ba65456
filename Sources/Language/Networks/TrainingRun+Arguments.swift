import Engine

/// What a call of `train` was given, and what may be wrong with it.
extension TrainingRun {
  private static let standardOptimizer = Settings(Adam.coupled.name).with(Adam.learningRate, 0.002)
  private static let standardSchedule = Settings(CosineSchedule.description.name)

  static let optimizer = BuiltIn.Parameter.named(
    "optimizer", "SGD(…), Adam(…) or AdamW(…), or a learning rate for Adam",
    writtenDefault: standardOptimizer.text)
  static let schedule = BuiltIn.Parameter.named(
    "schedule",
    "how the learning rate changes: StepLR(…), CosineLR() or none; with a given optimizer the default is none",
    writtenDefault: standardSchedule.text)
  static let validation = BuiltIn.Parameter.named(
    "validation", "a data set to evaluate it on after each epoch")
  static let seed = OptionKey<Int?>(
    "seed", default: nil, style: .seed,
    "fixes the order of the pictures and what is dropped, and not the weights; drawn without it")
  static let checkpoint = BuiltIn.Parameter.named(
    "checkpoint", "a .safetensors file in which the training is saved as it proceeds"
  ).ofFile
  static let watch = BuiltIn.Parameter.named(
    "watch", "pictures for which a transformer's theta is recorded after each epoch")

  func plan() throws(Diagnostic) -> TrainingPlan {
    let epochs = try arguments[TrainingPlan.epochs]
    let given = arguments.optional(TrainingPlan.batchSize)
    let batch =
      given == nil ? min(TrainingPlan.batchSize.standard, data.count) : try arguments[TrainingPlan.batchSize]
    guard batch <= data.count else {
      throw arguments.failure(
        .option, "a batch of \(batch) is larger than the data, \(Formatter.count(data.count, "picture"))",
        at: TrainingPlan.batchSize,
        help: "batch_size=\(data.count) takes all at once")
    }
    let optimizer = try optimizer()
    let schedule = try schedule()
    let seed = try arguments.seed(TrainingRun.seed)
    return try arguments.engine { () throws(TensorError) in
      try TrainingPlan(epochs: epochs, batchSize: batch, optimizer: optimizer, schedule: schedule, seed: seed)
    }
  }

  private func optimizer() throws(Diagnostic) -> any Optimizer {
    let optimizer = TrainingRun.optimizer
    guard arguments.optional(optimizer) != nil else {
      return try arguments.engine { () throws(TensorError) in
        try Adam.coupled.make(TrainingRun.standardOptimizer)
      }
    }
    if let object = arguments.object(optimizer, as: OptimizerObject.self) { return object.optimizer }
    guard arguments.value(optimizer).scalar != nil else {
      throw arguments.wrongType(optimizer, "an optimizer")
    }
    let learningRate = try arguments.number(optimizer)
    return try arguments.engine { () throws(TensorError) in try Adam(learningRate) }
  }

  private func schedule() throws(Diagnostic) -> (any Schedule)? {
    let schedule = TrainingRun.schedule
    if case .unset = arguments.value(schedule) {
      guard case .unset = arguments.value(TrainingRun.optimizer) else { return nil }
      return try arguments.engine { () throws(TensorError) in
        try CosineSchedule.description.make(TrainingRun.standardSchedule)
      }
    }
    guard arguments.optional(schedule) != nil else { return nil }
    guard let object = arguments.object(schedule, as: ScheduleObject.self) else {
      throw arguments.wrongType(schedule, "a schedule")
    }
    return object.schedule
  }

  func check() throws(Diagnostic) {
    guard !object.network.isGradient else {
      throw arguments.failure(
        .wrongType, "a gradient cannot be trained", at: 0, help: "net - 0.1 * gradient is one")
    }
    guard object.watched == nil, !object.network.isTaped else {
      throw arguments.failure(.gradient, "no gradient flows through train", at: 0)
    }
    guard let validation else { return }
    guard validation.pictureShape == data.pictureShape, validation.classes.count == data.classes.count else {
      throw arguments.failure(
        .shapes,
        "pictures \(validation.pictureShape) of \(validation.classes.count) classes cannot validate a network that is trained on "
          + "\(data.pictureShape) of \(data.classes.count)",
        at: TrainingRun.validation)
    }
  }

  func noteSoftmax(_ network: Network) {
    guard network.layers.last is PlainLayer<Softmax> else { return }
    interpreter.note(
      "softmax",
      "the last layer is Softmax, but the loss already includes softmax: the network learns faster without it"
    )
  }
}
