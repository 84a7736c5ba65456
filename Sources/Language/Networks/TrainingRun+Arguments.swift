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
    "how the learning rate changes: StepLR(…), CosineLR(), a function of the step, counted from 1, that gives a factor, or "
      + "none; with a given optimizer the default is none",
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

  static let quiet = OptionKey("quiet", default: false, "whether it says nothing while it trains")
  static let each = BuiltIn.Parameter.named(
    "each",
    "a function (epoch, net, record) that is called after each epoch; the training ends where it gives \"stop\""
  )

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
    let clip = try arguments[TrainingPlan.clip]
    return try arguments.engine { () throws(TensorError) in
      try TrainingPlan(
        epochs: epochs, batchSize: batch, optimizer: optimizer, schedule: schedule, seed: seed, clip: clip)
    }
  }

  /// - Throws: `missingArgument` where there is nothing to look at after each epoch.
  func stopping() throws(Diagnostic) -> EarlyStopping? {
    guard let patience = try arguments[EarlyStopping.patience] else { return nil }
    guard validation != nil else {
      throw arguments.failure(
        .missingArgument, "`patience` waits for a lower validation loss, and there is no `validation`",
        at: EarlyStopping.patience,
        help: "validation=data that it does not learn from: parts = split(data, 0.8)")
    }
    return try arguments.engine { () throws(TensorError) in try EarlyStopping(patience: patience) }
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
    guard let given = arguments.optional(schedule) else { return nil }
    switch given {
    case .function, .builtIn:
      return OwnSchedule(function: try arguments.engineFunction(schedule, "step", count: 1))
    default: break
    }
    guard let object = arguments.object(schedule, as: ScheduleObject.self) else {
      throw arguments.wrongType(schedule, "a schedule or a function of the step")
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
    guard validation.pictureShape == data.pictureShape, validation.classes.count == data.classes.count,
      validation.targetShape == data.targetShape, (validation.labels == nil) == (data.labels == nil)
    else {
      throw arguments.failure(
        .shapes,
        "\(TrainingRun.words(for: validation)) cannot validate a network that is trained on "
          + (data.labels != nil && validation.labels != nil
            ? "\(data.pictureShape) of \(data.classes.count)" : TrainingRun.words(for: data)),
        at: TrainingRun.validation)
    }
  }

  /// `pictures [1, 28, 28] of 10 classes`.
  private static func words(for data: DataSet) -> String {
    let what = "\(data.hasPictures ? "pictures" : "rows") \(data.pictureShape)"
    return data.labels == nil
      ? "\(what) with targets \(data.targetShape)" : "\(what) of \(data.classes.count) classes"
  }

  func noteSoftmax(_ network: Network, _ loss: any Loss) {
    guard loss.name == LossDescription.crossEntropy.name, network.layers.last is PlainLayer<Softmax> else {
      return
    }
    interpreter.note(
      "softmax",
      "the last layer is Softmax, but the loss already includes softmax: the network learns faster without it"
    )
  }
}
