import CImages

/// Where a training stands: enough to go on as if it had not been interrupted.
public struct TrainingRecord: Sendable {
  /// What the training is: with other settings it cannot be resumed.
  public let settings: String
  /// What the optimizer remembers, and how many steps were made.
  public let state: OptimizerState
  /// The loss of every step so far.
  public let losses: [Float]
  /// Numbers that the caller keeps of each epoch, a row for each; rows are equally long.
  public let epochs: [[Double]]
  /// Numbers that the caller keeps of the epoch under way; empty where there are none.
  public var epoch: [Double] = []
  /// The tensors of the best network so far, where the training looks for one, as `Network.tensors` has them.
  public var best: [Tensor]?
  /// Whether it ended before its last step, because the caller wanted it to.
  public var isEnded = false
  /// What the metric of the epochs is called; empty where nothing was measured.
  public var metric = NetworkHistory.standardMetric

  /// - Parameters:
  ///   - settings: what the training is, as `Training.settings` says it or the caller does.
  ///   - state: what the optimizer remembers, and how many steps were made.
  ///   - losses: the loss of every step so far.
  ///   - epochs: numbers that the caller keeps of each epoch, a row for each; rows are equally long.
  public init(settings: String, state: OptimizerState, losses: [Float], epochs: [[Double]]) {
    (self.settings, self.state, self.losses, self.epochs) = (settings, state, losses, epochs)
  }

  func tensors(_ network: Network) throws(TensorError) -> [(String, Tensor)] {
    var all = [
      ("step", try Tensor([Int64(state.step)], [1])), ("losses", try Tensor(losses, [losses.count])),
      ("epochs", try NetworkHistory.table(epochs)),
    ]
    for (path, tensors) in zip(network.parameters.map(\.path), state.tensors) {
      for (number, memory) in tensors.enumerated() { all.append(("memory.\(number + 1).\(path)", memory)) }
    }
    for ((name, _), tensor) in zip(network.tensors, best ?? []) {
      all.append(("best.\(name)", tensor.detached))
    }
    if !epoch.isEmpty { all.append(("epoch", try Tensor(epoch, [epoch.count]))) }
    if isEnded { all.append(("ended", try Tensor([Int64(1)], [1]))) }
    return all
  }

  init?(_ settings: String, _ tensors: [String: Tensor], of network: Network) {
    guard let step = tensors["step"], step.count == 1, let losses = tensors["losses"],
      losses.dtype == .float32,
      // Each epoch has a step at least: a shape alone, without elements, says nothing of how many there are.
      let table = tensors["epochs"], let epochs = NetworkHistory.rows(table, atMost: losses.count),
      step.element(0) == Double(losses.count)
    else { return nil }
    var states: [[Tensor]] = []
    for (path, parameter) in network.parameters {
      var own: [Tensor] = []
      while let memory = tensors["memory.\(own.count + 1).\(path)"] {
        guard memory.shape == parameter.tensor.shape, memory.dtype == parameter.tensor.dtype else {
          return nil
        }
        own.append(memory)
      }
      states.append(own)
    }
    self.init(
      settings: settings, state: OptimizerState(step: losses.count, tensors: states),
      losses: losses.elements.map { Float($0) }, epochs: epochs)
    isEnded = tensors["ended"] != nil
    if let numbers = tensors["epoch"], numbers.dtype == .float64, numbers.rank == 1, numbers.count <= 100 {
      epoch = numbers.elements
    }
    let best = network.tensors.compactMap { name, tensor in
      tensors["best.\(name)"].flatMap { $0.shape == tensor.shape && $0.dtype == tensor.dtype ? $0 : nil }
    }
    guard best.count == network.tensors.count || best.isEmpty else { return nil }
    self.best = best.isEmpty ? nil : best
  }
}

extension Training {
  /// The training as it stands.
  /// - Parameters:
  ///   - settings: what the training was called with.
  ///   - epochs: what is kept of each epoch.
  /// - Returns: what a file keeps of it.
  public func record(settings: String, epochs: [[Double]]) -> TrainingRecord {
    var record = TrainingRecord(settings: settings, state: state, losses: losses, epochs: epochs)
    record.metric = objective.metric?.name ?? ""
    return record
  }

  /// What the training is, in words that are equal only for the same: plan, data and the network that it begins with.
  /// - Parameters:
  ///   - network: the network that it begins with.
  ///   - data: what it is trained with.
  ///   - plan: how it is trained.
  /// - Returns: one line for each of them, with checksums of pictures, targets and weights.
  public static func settings(_ network: Network, _ data: DataSet, _ plan: TrainingPlan) -> String {
    let start = network.tensors.reduce(UInt32(0)) { $0 &* 31 &+ $1.tensor.detached.checksum }
    let distortions = data.distortions.map { "\($0.distortion), seed \($0.seed)" }.joined(separator: "; ")
    let lines = [
      "epochs \(plan.epochs)", "batch \(plan.batchSize)", "optimizer \(plan.optimizer.text)",
      "schedule \(plan.schedule?.text ?? "none")", "seed \(plan.seed)",
      "pictures \(data.count) \(data.checksum)",
      "distortions \(distortions)",
      "network \(network.text)", "weights \(start)",
    ]
    // What is as it is without being asked for has no line, so that files from before there was a choice still belong.
    return (lines + choices(data, plan)).joined(separator: "\n")
  }

  private static func choices(_ data: DataSet, _ plan: TrainingPlan) -> [String] {
    let standard = Objective.standard(for: data.targets)
    let objective = plan.objective ?? standard
    var lines: [String] = []
    if objective.loss.text != standard.loss.text { lines.append("loss \(objective.loss.text)") }
    if objective.metric?.text != standard.metric?.text {
      lines.append("metric \(objective.metric?.text ?? "none")")
    }
    if let clip = plan.clip { lines.append("clip \(DoubleText.shortest(clip))") }
    return lines
  }
}

extension Tensor {
  /// CRC-32 of the elements' bytes.
  var checksum: UInt32 {
    defer { withExtendedLifetime(storage) {} }
    return fovea_crc32(storage.bytes.assumingMemoryBound(to: UInt8.self), storage.byteCount)
  }
}
