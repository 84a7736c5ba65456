/// A training run: a network, the state of its optimizer, and how far it has come. A value but for the batches that are
/// being prepared; everything about a step is a function of the seed and of the step's number, so that a run that was
/// written down and taken up again ends as one that was not.
public struct Training {
  /// How the network is trained.
  public let plan: TrainingPlan
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
  private let loader: BatchLoader
  private let execution: Execution

  /// What a step found before it changed the network.
  public struct Step: Sendable {
    /// The mean cross-entropy of the batch.
    public let loss: Double
    /// How many of the pictures were classified right.
    public let correct: Int
    /// How many pictures the batch has.
    public let pictures: Int
  }

  /// - Parameters:
  ///   - network: the network that is trained; where it has seen no shape yet, its weights are drawn for the pictures.
  ///   - data: the pictures and their right classes.
  ///   - plan: how it is trained.
  ///   - record: where an earlier run stood whose network this is; nil for a new one.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `TensorError` when the network does not fit the data: with the layer's name, or when it gives another
  ///   number of scores than there are classes; `memory`, `cancelled`.
  public init(
    _ network: Network, on data: DataSet, _ plan: TrainingPlan,
    resuming record: TrainingRecord? = nil,
    in execution: Execution = Execution()
  ) throws(TensorError) {
    self.plan = plan
    self.data = data
    self.execution = execution
    self.network = try network.fitted(to: data, in: execution)
    self.network.isGradient = false
    previous = self.network
    state = record?.state ?? OptimizerState()
    losses = record?.losses ?? []
    let order = BatchOrder(data.count, batchSize: plan.batchSize, seed: plan.seed)
    loader = BatchLoader(data, order, in: execution)
  }

  /// How many batches the data make.
  public var stepsPerEpoch: Int { loader.batchesPerEpoch }
  /// How many steps there are in all epochs.
  public var totalSteps: Int { stepsPerEpoch * plan.epochs }
  /// How many steps were made.
  public var stepsDone: Int { state.step }
  /// Whether all steps were made.
  public var isFinished: Bool { state.step >= totalSteps }

  /// The learning rate of the next step.
  public var learningRate: Double {
    let factor = plan.schedule?.factor(step: state.step, of: totalSteps, perEpoch: stepsPerEpoch)
    return plan.optimizer.learningRate * (factor ?? 1)
  }

  /// One step: a batch, its loss, the gradient, and the parameters moved along it.
  /// - Returns: what the step found before it changed the network.
  /// - Throws: `TrainingError.diverged` when the loss is no number any more or has exploded; then `previous` is the last
  ///   network that was any good. `TrainingError.tensor`, after which the network is as before the step.
  public mutating func advance() throws(TrainingError) -> Step {
    precondition(!isFinished, "there is a step to make")
    let number = state.step
    let batch = try TrainingError.wrapping { () throws(TensorError) in
      try loader.batch(number, isLast: number + 1 == totalSteps)
    }
    let pass = ForwardPass(
      isTraining: true, generator: RandomGenerator(seed: plan.seed, stream: 2, number), in: execution)
    let result = try TrainingError.wrapping { () throws(TensorError) in
      try LossGradient(network, batch.pictures, batch.labels, pass)
    }
    losses.append(Float(result.loss))
    if let divergence = Divergence(at: number, result.loss, of: self, on: batch) {
      losses.removeLast()
      throw .diverged(divergence)
    }
    do throws(TensorError) {
      var (changed, state) = (network, state)
      try state.update(&changed, by: result.gradient, plan.optimizer, learningRate: learningRate)
      (previous, network, self.state) = (network, changed, state)
    } catch {
      losses.removeLast()
      throw .tensor(error)
    }
    return Step(loss: result.loss, correct: result.correct, pictures: batch.labels.count)
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

/// The mean cross-entropy of a batch, and its gradient by a network.
public struct LossGradient: Sendable {
  /// The mean cross-entropy of the batch.
  public let loss: Double
  /// How many of the batch were classified right.
  public let correct: Int
  /// The gradient: a network like the one given, with the gradients in the places of its parameters.
  public let gradient: Network

  /// - Parameters:
  ///   - network: the network, which is built.
  ///   - pictures: a batch, as `Network.forward` takes it.
  ///   - labels: `[N]`, from 0.
  ///   - pass: how the network is gone through.
  /// - Throws: `TensorError` with the layer's name.
  public init(
    _ network: Network, _ pictures: Tensor, _ labels: Tensor, _ pass: ForwardPass
  ) throws(TensorError) {
    var pass = pass
    let tape = Tape()
    defer { tape.close() }
    let watched = try WatchedNetwork(network, on: tape)
    let scores = try watched.forward(pictures, &pass)
    let loss = try CrossEntropy().apply([scores, labels], in: pass.execution)
    let gradients = try tape.gradients(of: loss, by: watched.watched, in: pass.execution)
    self.loss = loss.element(0)
    correct = Classification.right(scores, labels)
    gradient = try watched.gradient(gradients)
  }
}
