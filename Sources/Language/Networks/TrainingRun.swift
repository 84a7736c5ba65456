import Engine

/// A call of `train`.
struct TrainingRun {
  let arguments: Arguments
  let interpreter: Interpreter
  let object: NetworkObject
  let data: DataSet
  let validation: DataSet?
  /// Pictures for which theta is noted.
  let watched: Tensor?

  init(_ arguments: Arguments) throws(Diagnostic) {
    self.arguments = arguments
    interpreter = arguments.interpreter
    object = try arguments.network(0)
    data = try arguments.dataSet(1)
    validation =
      arguments.optional(TrainingRun.validation) == nil ? nil : try arguments.dataSet(TrainingRun.validation)
    watched =
      arguments.optional(TrainingRun.watch) == nil ? nil : try arguments.tensor(TrainingRun.watch).detached
  }

  func run() throws(Diagnostic) -> NetworkObject {
    let plan = try plan()
    try check()
    let (network, data, execution) = (object.network, data, interpreter.execution)
    if interpreter.wasStopped {
      interpreter.leaveOutRest()
      return object
    }
    let start = try arguments.engine([0]) { () throws(TensorError) in
      try network.fitted(to: data, in: execution)
    }
    noteSoftmax(network)
    var checkpoint = try checkpoint(start, plan)
    let saved = try arguments.file(at: TrainingRun.checkpoint) { () throws(FileError) in
      try checkpoint?.saved()
    }
    var training = try arguments.engine([0]) { () throws(TensorError) in
      try Training(saved?.network ?? start, on: data, plan, resuming: saved?.record, in: execution)
    }
    if training.stepsDone > 0 {
      interpreter.note("checkpoint", "continues after step \(training.stepsDone) of \(training.totalSteps)")
    }
    var history = TrainingHistory()
    try arguments.engine([TrainingRun.watch.position(in: arguments.builtIn)]) { () throws(TensorError) in
      try watch(training.network, &history)
    }
    history.epochs = saved?.record.epochs.compactMap { TrainingHistory.Epoch(row: $0) } ?? []
    if !training.isFinished {
      // A place that cannot be written to is to be known before hours are spent.
      try arguments.file(at: TrainingRun.checkpoint) { () throws(FileError) in
        try checkpoint?.write(training, history, classes: data.classes)
      }
    }
    return try follow(&training, history, &checkpoint)
  }

  private func checkpoint(_ start: Network, _ plan: TrainingPlan) throws(Diagnostic) -> TrainingCheckpoint? {
    guard arguments.optional(TrainingRun.checkpoint) != nil else { return nil }
    let path = try arguments.path(TrainingRun.checkpoint)
    guard path.hasSuffix(".safetensors") else {
      throw arguments.failure(
        .file, "a checkpoint is a .safetensors file, and \"\(path)\" has another extension",
        at: TrainingRun.checkpoint,
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
    var isStopped = false
    while !training.isFinished, !isStopped {
      do throws(TrainingError) {
        progress.count(try training.advance(), of: training)
        if training.stepsDone % training.stepsPerEpoch == 0 {
          try finishEpoch(training, &progress, &history)
          checkpoint?.keep(training, history, classes: data.classes)
        } else if checkpoint?.isDue == true {
          checkpoint?.keep(training, history, classes: data.classes)
        }
      } catch {
        isStopped = try isStop(error, training, history)
      }
    }
    if isStopped { checkpoint?.keep(training, history, classes: data.classes) }
    checkpoint?.sayWhatIsMissing()
    let result = result(training.network, training, history)
    if isStopped {
      interpreter.stopAfterStatement(
        "train was stopped after step \(training.stepsDone) of \(training.totalSteps): this is what was learned "
          + "until then",
        help:
          "checkpoint=\"net.safetensors\" saves it in a file, and so does write(\"net.safetensors\", train(…))"
      )
    }
    return result
  }

  /// Tries the network on the pictures that it does not learn, and writes the epoch's line.
  private func finishEpoch(
    _ training: Training, _ progress: inout TrainingProgress, _ history: inout TrainingHistory
  ) throws(TrainingError) {
    do throws(TensorError) {
      let network = training.network
      let evaluation =
        if let validation {
          try Evaluation(network, on: validation, in: interpreter.execution)
        } else { nil as Evaluation? }
      history.epochs.append(
        progress.finishEpoch(training.stepsDone / training.stepsPerEpoch, evaluation))
      try watch(network, &history)
    } catch { throw .tensor(error) }
  }

  /// Notes theta for the pictures that are watched.
  private func watch(_ network: Network, _ history: inout TrainingHistory) throws(TensorError) {
    guard let x = watched else { return }
    let theta = try TransformerView(network, x, in: interpreter.execution).theta
    history.thetas.append(x.rank < 4 && theta.shape[0] == 1 ? try Reshape([2, 3])(theta) : theta)
  }

  func result(_ network: Network, _ training: Training, _ history: TrainingHistory) -> NetworkObject {
    var result = object
    result.network = network
    result.classes = data.classes
    result.history = history
    result.history?.losses = training.losses
    return result
  }
}
