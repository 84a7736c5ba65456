import Engine

/// How far a call of `train` has come, beside the training itself: what a checkpoint keeps of it too.
struct TrainingCourse {
  var history = TrainingHistory()
  var sums = EpochSums()
  /// Nil where the training does not look for the best network.
  var stopping: EarlyStopping?
  /// The network with the lowest validation loss.
  var best: Network?
  /// What keeps the network from learning, as far as that was found; nil where nobody looks.
  var findings: TrainingFindings?
  /// Whether it ends before its last step.
  var isEnded = false

  /// Takes over what a checkpoint kept.
  mutating func resume(_ record: TrainingRecord, _ network: Network) {
    history.epochs = record.epochs.compactMap { TrainingHistory.Epoch(row: $0) }
    for epoch in history.epochs { _ = stopping?.isBest(epoch.validation?.loss ?? .nan) }
    sums = EpochSums(row: record.epoch) ?? EpochSums()
    isEnded = record.isEnded || stopping?.isOver == true
    guard let tensors = record.best else { return }
    var rest = tensors[...]
    best = network.changing { parameter in
      if let tensor = rest.popFirst() { parameter.tensor = tensor }
    }
  }

  /// Looks whether an epoch's network is the best so far, and whether the training has waited long enough.
  mutating func judge(_ network: Network, _ validation: Evaluation?) {
    guard stopping != nil else { return }
    if stopping?.isBest(validation?.loss ?? .nan) == true { best = network }
    if stopping?.isOver == true { isEnded = true }
  }

  /// What was learned: the best network, where one is looked for.
  func result(of network: Network) -> Network { best ?? network }
}
