/// A training run: a network, the state of its optimizer, and how far it has come. A value but for the batches that are
/// being prepared; everything about a step is a function of the seed and of the step's number, so that a run that was
/// written down and taken up again ends as one that was not.
public struct Training {
  /// How the network is trained.
  public let plan: TrainingPlan
  /// What is made small, and what is reported beside it.
  public let objective: Objective
  /// What it is trained with.
  public let data: DataSet
  /// The network as the steps so far have made it.
  public private(set) var network: Network
  /// The network before the last step.
  public private(set) var previous: Network
  /// What the optimizer remembers, and how many steps were made.
  public private(set) var state: OptimizerState
  /// The loss of every step.
  public private(set) var losses: [Float] = []
  /// The learning rate of the last step; before the first the optimizer's own.
  public private(set) var learningRate: Double
  private let loader: BatchLoader
  private let execution: Execution

  /// What a step found before it changed the network.
  public struct Step: Sendable {
    /// The loss of the batch, which is the mean over its pictures.
    public let loss: Double
    /// The sum of the metric over its pictures; nil where nothing is measured.
    public let metric: Double?
    /// How many pictures the batch has.
    public let pictures: Int
  }

  /// - Parameters:
  ///   - network: the network that is trained; where it has seen no shape yet, its weights are drawn for the pictures.
  ///   - data: the pictures and their targets.
  ///   - plan: how it is trained.
  ///   - record: where an earlier run stood whose network this is; nil for a new one.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `TensorError` when the network does not fit the data, as `Network.fitted` says; `option` for a loss or a
  ///   metric that cannot compare with such targets; `memory`, `cancelled`.
  public init(
    _ network: Network, on data: DataSet, _ plan: TrainingPlan,
    resuming record: TrainingRecord? = nil,
    in execution: Execution = Execution()
  ) throws(TensorError) {
    self.plan = plan
    self.data = data
    self.execution = execution
    objective = plan.objective ?? .standard(for: data.targets)
    try objective.metric?.check(data.targets)
    self.network = try network.fitted(to: data, for: objective.loss, in: execution)
    self.network.isGradient = false
    previous = self.network
    state = record?.state ?? OptimizerState()
    losses = record?.losses ?? []
    learningRate = plan.optimizer.learningRate
    let order = BatchOrder(data.count, batchSize: plan.batchSize, seed: plan.seed)
    loader = BatchLoader(data, order, self.network.dtype, in: execution)
  }

  /// How many batches the data make.
  public var stepsPerEpoch: Int { loader.batchesPerEpoch }
  /// How many steps there are in all epochs.
  public var totalSteps: Int { stepsPerEpoch * plan.epochs }
  /// How many steps were made.
  public var stepsDone: Int { state.step }
  /// Whether all steps were made.
  public var isFinished: Bool { state.step >= totalSteps }

  private func nextLearningRate() throws(TensorError) -> Double {
    let factor = try plan.schedule?.factor(step: state.step, of: totalSteps, perEpoch: stepsPerEpoch)
    return plan.optimizer.learningRate * (factor ?? 1)
  }

  /// One step: a batch, its loss, the gradient, and the parameters moved along it.
  /// - Returns: what the step found before it changed the network.
  /// - Throws: `TrainingError.diverged` when the loss is no number any more or has exploded; then `previous` is the last
  ///   network that was any good. `TrainingError.tensor`, after which the network is as before the step.
  public mutating func advance() throws(TrainingError) -> Step {
    precondition(!isFinished, "there is a step to make")
    let number = state.step
    let pass = ForwardPass(
      isTraining: true, generator: RandomGenerator(seed: plan.seed, stream: 2, number), in: execution)
    let (batch, result) = try TrainingError.wrapping { () throws(TensorError) in
      learningRate = try nextLearningRate()
      let batch = try loader.batch(number, isLast: number + 1 == totalSteps)
      return (batch, try LossGradient(network, batch.pictures, batch.targets, pass, objective))
    }
    if let divergence = Divergence(at: number, result.loss, of: self, on: batch) {
      throw .diverged(divergence)
    }
    try TrainingError.wrapping { () throws(TensorError) in
      let gradient = try plan.clip.map { limit throws(TensorError) in
        try result.gradient.clipped(toNorm: limit, in: execution)
      }
      var (changed, state) = (network, state)
      try state.update(
        &changed, by: gradient ?? result.gradient, plan.optimizer, learningRate: learningRate)
      (previous, network, self.state) = (network, changed, state)
    }
    losses.append(Float(result.loss))
    return Step(loss: result.loss, metric: result.metric, pictures: batch.places.count)
  }
}

/// What ended a training.
public enum TrainingError: Error, Sendable {
  /// A step could not be made.
  case tensor(TensorError)
  /// The loss is no number any more, or has exploded.
  case diverged(Divergence)

  static func wrapping<R>(_ body: () throws(TensorError) -> R) throws(TrainingError) -> R {
    do throws(TensorError) { return try body() } catch { throw .tensor(error) }
  }
}
