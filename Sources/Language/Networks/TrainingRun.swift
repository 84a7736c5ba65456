import Engine

/// A call of `train`.
struct TrainingRun {
  private let arguments: Arguments
  private let interpreter: Interpreter
  private let object: NetworkObject
  private let data: DataSet
  private let validation: DataSet?

  init(_ arguments: Arguments) throws(Diagnostic) {
    self.arguments = arguments
    interpreter = arguments.interpreter
    object = try arguments.network(0)
    data = try arguments.dataSet(1)
    validation = arguments.optional(6) == nil ? nil : try arguments.dataSet(6)
  }

  func run() throws(Diagnostic) -> NetworkObject {
    let plan = try plan()
    try check()
    let (network, data, execution) = (object.network, data, interpreter.execution)
    if interpreter.wasStopped { return object }
    let start = try arguments.engine([0]) { () throws(TensorError) in
      try network.fitted(to: data, in: execution)
    }
    noteSoftmax(network)
    var checkpoint = try checkpoint(start, plan)
    let saved = try arguments.file(at: 8) { () throws(FileError) in try checkpoint?.saved() }
    var training = try arguments.engine([0]) { () throws(TensorError) in
      try Training(saved?.network ?? start, on: data, plan, resuming: saved?.record, in: execution)
    }
    if saved != nil {
      interpreter.note("checkpoint", "goes on after step \(training.stepsDone) of \(training.totalSteps)")
    }
    var history = TrainingHistory()
    try watch(training.network, &history)
    history.epochs = saved?.record.epochs.compactMap { TrainingHistory.Epoch(row: $0) } ?? []
    return try follow(&training, history, &checkpoint)
  }

  private func checkpoint(_ start: Network, _ plan: TrainingPlan) throws(Diagnostic) -> TrainingCheckpoint? {
    guard arguments.optional(8) != nil else { return nil }
    let path = try arguments.path(8)
    guard path.hasSuffix(".safetensors") else {
      throw arguments.failure(
        .file, "a checkpoint is a .safetensors file, and \"\(path)\" ends otherwise", at: 8,
        help: "checkpoint=\"net.safetensors\"")
    }
    return TrainingCheckpoint(path, settings: Training.settings(start, data, plan), interpreter)
  }

  /// Goes through the steps.
  private func follow(
    _ training: inout Training, _ before: TrainingHistory, _ checkpoint: inout TrainingCheckpoint?
  ) throws(Diagnostic) -> NetworkObject {
    var progress = TrainingProgress(training, interpreter)
    var history = before
    while !training.isFinished {
      do throws(TrainingError) {
        progress.count(try training.advance(), of: training)
      } catch {
        switch error {
        case .tensor(let error) where error.code == .cancelled && training.stepsDone > 0:
          try keep(training, history, in: &checkpoint)
          return stopped(training, history)
        case .tensor(let error): throw arguments.located(error, [0])
        case .diverged(let divergence): throw diverged(divergence, training, history)
        }
      }
      guard training.stepsDone % training.stepsPerEpoch == 0 else {
        if checkpoint?.isDue == true { try keep(training, history, in: &checkpoint) }
        continue
      }
      let number = training.stepsDone / training.stepsPerEpoch
      do throws(TensorError) {
        history.epochs.append(progress.finishEpoch(number, try evaluate(training.network)))
      } catch {
        guard error.code == .cancelled else { throw arguments.located(error, [0]) }
        try keep(training, history, in: &checkpoint)
        return stopped(training, history)
      }
      try watch(training.network, &history)
      try keep(training, history, in: &checkpoint)
    }
    return result(training.network, training, history)
  }

  /// Notes theta for the pictures that are watched.
  private func watch(_ network: Network, _ history: inout TrainingHistory) throws(Diagnostic) {
    guard arguments.optional(9) != nil else { return }
    let x = try arguments.tensor(9).detached
    let theta = try arguments.engine([9]) { () throws(TensorError) in
      let theta = try TransformerView(network, x, in: interpreter.execution).theta
      return x.rank < 4 && theta.shape[0] == 1 ? try Reshape([2, 3])(theta) : theta
    }
    history.thetas.append(theta)
  }

  private func keep(
    _ training: Training, _ history: TrainingHistory, in checkpoint: inout TrainingCheckpoint?
  ) throws(Diagnostic) {
    try arguments.file(at: 8) { () throws(FileError) in
      try checkpoint?.write(training, history, classes: data.classes)
    }
  }

  private func evaluate(_ network: Network) throws(TensorError) -> Evaluation? {
    guard let validation else { return nil }
    return try Evaluation(network, on: validation, in: interpreter.execution)
  }

  private func result(_ network: Network, _ training: Training, _ history: TrainingHistory) -> NetworkObject {
    var result = object
    result.network = network
    result.classes = data.classes
    result.history = history
    result.history?.losses = training.losses
    return result
  }

  /// Ctrl-C: what was learned so far is the result.
  private func stopped(_ training: Training, _ history: TrainingHistory) -> NetworkObject {
    interpreter.stopAfterStatement()
    interpreter.note(
      "train",
      "stopped after step \(training.stepsDone) of \(training.totalSteps): this is what was learned until then"
    )
    return result(training.network, training, history)
  }

  private func diverged(
    _ divergence: Divergence, _ training: Training, _ history: TrainingHistory
  ) -> Diagnostic {
    interpreter.salvaged = .object(result(training.previous, training, history))
    let place = "step \(divergence.step + 1) of epoch \(divergence.step / training.stepsPerEpoch + 1)"
    var message =
      divergence.loss.isFinite
      ? "the loss has exploded to \(Formatter.general(divergence.loss, 3)) at \(place)"
      : "the loss is \(Formatter.number(divergence.loss)) at \(place)"
    if let layer = divergence.layer {
      message += divergence.isInWeights ? ": weights of \(layer) are not finite" : ": it arose in \(layer)"
    }
    let smaller = Formatter.general(divergence.rate / 10, 1)
    let advice =
      divergence.rate > 0.1
      ? "the learning rate \(Formatter.number(divergence.rate, digits: 4)) is too large: 0.01 is usual for SGD, 0.001 for Adam"
      : "a smaller learning rate, such as \(smaller), or pictures from 0 to 1"
    return arguments.failure(
      .divergence, message, at: nil, help: advice + "; the last good network is in `ans`")
  }

  // MARK: Reading the arguments

  private func plan() throws(Diagnostic) -> TrainingPlan {
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

  private func check() throws(Diagnostic) {
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

  private func noteSoftmax(_ network: Network) {
    guard network.layers.last is PlainLayer<Softmax> else { return }
    interpreter.note(
      "softmax",
      "the last layer is Softmax, and softmax is inside the loss already: without it, it learns faster")
  }
}
