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
  let isQuiet: Bool
  /// What is called after each epoch.
  private let each: EngineFunction?

  init(_ arguments: Arguments) throws(Diagnostic) {
    self.arguments = arguments
    interpreter = arguments.interpreter
    object = try arguments.network(0)
    data = try arguments.dataSet(1)
    validation =
      arguments.optional(TrainingRun.validation) == nil ? nil : try arguments.dataSet(TrainingRun.validation)
    watched =
      arguments.optional(TrainingRun.watch) == nil ? nil : try arguments.tensor(TrainingRun.watch).detached
    isQuiet = try arguments[TrainingRun.quiet]
    each =
      arguments.optional(TrainingRun.each) == nil
      ? nil : try arguments.engineFunction(TrainingRun.each, "(epoch, net, record)", count: 3)
  }

  func run() throws(Diagnostic) -> NetworkObject {
    var plan = try plan()
    var course = TrainingCourse()
    course.stopping = try stopping()
    let loss = try arguments.loss(for: data.targets)
    try check()
    let (network, data, execution) = (object.network, data, interpreter.execution)
    if interpreter.wasStopped {
      interpreter.leaveOutRest()
      return object
    }
    let (start, result) = try arguments.engine([0]) { () throws(TensorError) in
      let start = try network.fitted(to: data, for: loss, in: execution)
      return (start, try start.resultShape(for: data, in: execution))
    }
    plan.objective = try arguments.objective(loss, for: data.targets, result: result)
    course.history.metric = plan.objective?.metric?.name
    noteSoftmax(network, loss)
    var checkpoint = try checkpoint(start, plan)
    let saved = try arguments.file(at: TrainingRun.checkpoint) { () throws(FileError) in
      try checkpoint?.saved()
    }
    var training = try arguments.engine([0]) { () throws(TensorError) in
      try Training(saved?.network ?? start, on: data, plan, resuming: saved?.record, in: execution)
    }
    try arguments.engine([TrainingRun.watch.position(in: arguments.builtIn)]) { () throws(TensorError) in
      try watch(training.network, &course.history)
    }
    if let saved {
      course.resume(saved.record, training.network)
      noteResumption(training, saved.record, course)
    }
    if !training.isFinished, !course.isEnded {
      // A place that cannot be written to is to be known before hours are spent.
      try arguments.file(at: TrainingRun.checkpoint) { () throws(FileError) in
        try checkpoint?.write(training, course)
      }
    }
    return try follow(&training, course, &checkpoint)
  }

  /// Says where it goes on, and what of the schedule holds where there are more epochs than there were to be.
  private func noteResumption(_ training: Training, _ record: TrainingRecord, _ course: TrainingCourse) {
    guard training.stepsDone > 0 else { return }
    interpreter.note(
      "checkpoint",
      course.isEnded
        ? "the training had ended after step \(training.stepsDone) of \(training.totalSteps)"
        : "continues after step \(training.stepsDone) of \(training.totalSteps)")
    guard let schedule = training.plan.schedule, let epochs = TrainingCheckpoint.epochs(record.settings),
      epochs < training.plan.epochs, !(schedule is OwnSchedule)
    else { return }
    let before = epochs * training.stepsPerEpoch
    let differs = (0..<training.stepsDone).contains { step in
      let factors = [before, training.totalSteps].map { total in
        try? schedule.factor(step: step, of: total, perEpoch: training.stepsPerEpoch)
      }
      return factors[0] != factors[1]
    }
    guard differs else { return }
    interpreter.note(
      "schedule",
      "\(schedule.text) spreads over all epochs: the steps before followed it over \(epochs), and those to come follow it "
        + "over \(training.plan.epochs), so that the result is not that of \(training.plan.epochs) epochs at once"
    )
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
    // Before anything is learned, not when it is to be written.
    try arguments.engine([0]) { () throws(TensorError) in try NetworkFile.check(start) }
    var settings = Training.settings(start, data, plan)
    if let patience = try arguments[EarlyStopping.patience], let validation {
      settings += "\npatience \(patience), validation \(validation.checksum)"
    }
    return TrainingCheckpoint(path, settings: settings, interpreter)
  }

  /// Goes through the steps.
  private func follow(
    _ training: inout Training, _ before: TrainingCourse, _ checkpoint: inout TrainingCheckpoint?
  ) throws(Diagnostic) -> NetworkObject {
    var progress = TrainingProgress(training, isQuiet: isQuiet, interpreter)
    var course = before
    course.findings = findings(training)
    var isStopped = false
    do throws(TrainingError) {
      // One that was stopped while it was being tried.
      if training.stepsDone / training.stepsPerEpoch > course.history.epochs.count, !course.isEnded {
        try finishEpoch(training, &progress, &course)
      }
      while !training.isFinished, !course.isEnded {
        let step = try training.advance()
        course.sums.add(step)
        progress.count(step, course.sums, of: training)
        if training.stepsDone % training.stepsPerEpoch == 0 {
          try finishEpoch(training, &progress, &course)
          checkpoint?.keep(training, course)
        } else if checkpoint?.isDue == true {
          checkpoint?.keep(training, course)
        }
      }
    } catch {
      if training.stepsDone > 0, case .tensor = error { checkpoint?.keep(training, course) }
      isStopped = try isStop(error, training, course)
    }
    checkpoint?.sayWhatIsMissing()
    sayWhyItEnded(training, course)
    if isStopped {
      interpreter.stopAfterStatement(
        "train was stopped after step \(training.stepsDone) of \(training.totalSteps): this is what was learned "
          + "until then",
        help:
          "checkpoint=\"net.safetensors\" saves it in a file, and so does write(\"net.safetensors\", train(…))"
      )
    }
    return result(course.result(of: training.network), training, course)
  }

  private func sayWhyItEnded(_ training: Training, _ course: TrainingCourse) {
    guard let stopping = course.stopping, let best = stopping.bestEpoch, !isQuiet else { return }
    let line =
      stopping.isOver
      ? "no lower validation loss for \(Formatter.count(stopping.epochs - best, "epoch")): "
        + "the network of epoch \(best) is the result"
      : "the network of epoch \(best) is the result"
    interpreter.output(Markup([.line([.init(line, .dim)])]))
  }

  /// Tries the network on the pictures that it does not learn, writes the epoch's line, calls what is called then, and looks
  /// for what keeps the network from learning.
  private func finishEpoch(
    _ training: Training, _ progress: inout TrainingProgress, _ course: inout TrainingCourse
  ) throws(TrainingError) {
    do throws(TensorError) {
      let network = training.network
      let evaluation =
        if let validation {
          try Evaluation(
            network, on: validation, objective: training.objective, in: interpreter.execution)
        } else { nil as Evaluation? }
      let number = training.stepsDone / training.stepsPerEpoch
      let epoch = progress.finishEpoch(number, course.sums, of: training, evaluation)
      course.history.epochs.append(epoch)
      course.sums = EpochSums()
      course.judge(network, evaluation)
      try watch(network, &course.history)
      if try wantsToStop(number, epoch, training, course) { course.isEnded = true }
    } catch { throw .tensor(error) }
    try noteFindings(training, &course)
  }

  /// Calls `each`.
  private func wantsToStop(
    _ number: Int, _ epoch: TrainingHistory.Epoch, _ training: Training, _ course: TrainingCourse
  ) throws(TensorError) -> Bool {
    guard let each else { return false }
    let network = Value.object(result(training.network, training, course))
    let record = epoch.record(number, metric: course.history.metric, learningRate: training.learningRate)
    let answer = try each.call([.number(Double(number)), network, record])
    if case .string(let box) = answer { return box.text == "stop" }
    return false
  }

  /// Notes theta for the pictures that are watched.
  private func watch(_ network: Network, _ history: inout TrainingHistory) throws(TensorError) {
    guard let x = watched else { return }
    let theta = try TransformerView(network, x, in: interpreter.execution).theta
    history.thetas.append(x.rank < 4 && theta.shape[0] == 1 ? try Reshape([2, 3])(theta) : theta)
  }

  func result(_ network: Network, _ training: Training, _ course: TrainingCourse) -> NetworkObject {
    var result = object
    result.network = network
    result.classes = data.labels == nil ? nil : data.classes
    result.history = course.history
    result.history?.losses = training.losses
    return result
  }
}
