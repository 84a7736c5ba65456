/// Whether a training has learned anything: by the accuracy where that is measured, else by the loss.
enum CourseDiagnosis: Diagnosis {
  /// Fewer steps are too few to expect anything of.
  static let steps = 100
  /// A loss that changes by less is taken for the same: of 2.303, the loss of guessing ten digits, that is 0.023.
  static let change = 0.01
  /// So many epochs at chance are no bad luck any more.
  static let epochsAtChance = 3
  /// How far above chance an accuracy may be by chance: a share of n pictures is more than two standard deviations
  /// √(p (1 − p) / n) above p once in 44 times.
  static let deviations = 2.0
  /// After so many epochs the loss should have changed.
  static let epochsOfLoss = 5
  /// A network that is right this far from chance to 1 has learned before, and may have no more to learn.
  static let learnedBefore = 0.5
  /// So has one that explains this share of the variance of its targets: one that has not learned explains none.
  static let explained = 0.1

  static func findings(in examination: Examination) -> [Finding] {
    guard let curve = examination.curve, curve.steps.count >= steps,
      curve.losses.allSatisfy(\.isFinite)
    else { return [] }
    return (atChance(curve, examination.data) ?? unchanged(curve, examination)).map { [$0] } ?? []
  }

  /// Epoch after epoch no better than always giving the most frequent class, and no falling loss that says it will be.
  private static func atChance(_ curve: LearningCurve, _ data: DataSet) -> Finding? {
    let count = epochsAtChance
    guard curve.accuracies.count == curve.losses.count, curve.losses.count >= count,
      data.classes.count > 1
    else { return nil }
    let losses = curve.losses.suffix(count)
    guard let first = losses.first, let last = losses.last, last > (1 - change) * first else { return nil }
    let frequent = data.mostFrequentShare
    // Where all have the same class there is nothing to tell apart.
    guard frequent < 1 else { return nil }
    let limit = frequent + deviations * (frequent * (1 - frequent) / Double(data.count)).squareRoot()
    let length = curve.accuracies.reversed().prefix { $0 <= limit }.count
    guard length >= count, let accuracy = curve.accuracies.last else { return nil }
    return Finding(
      .accuracyAtChance,
      [
        .accuracy: accuracy, .mostFrequent: frequent, .epochs: Double(length),
        .firstLoss: curve.losses[curve.losses.count - length], .lastLoss: last,
      ])
  }

  /// Every epoch with the loss of the first, which is that of the first steps.
  private static func unchanged(_ curve: LearningCurve, _ examination: Examination) -> Finding? {
    let losses = curve.losses
    guard !mayBeDone(curve, examination), losses.count >= epochsOfLoss, let first = losses.first,
      let last = losses.last, last != 0,
      losses.allSatisfy({ abs($0 - first) <= change * abs(first) }), !fell(curve, to: last)
    else { return nil }
    return Finding(
      .lossUnchanged, [.firstLoss: first, .lastLoss: last, .epochs: Double(losses.count)])
  }

  /// Whether the network may have learned all that it can before this training.
  private static func mayBeDone(_ curve: LearningCurve, _ examination: Examination) -> Bool {
    if let continues = curve.continues, continues { return true }
    if let accuracy = curve.accuracies.last {
      let frequent = examination.data.mostFrequentShare
      if accuracy >= frequent + learnedBefore * (1 - frequent) { return true }
    }
    return examination.explained.share.map { $0 > explained } ?? false
  }

  /// Whether the loss fell within the first epoch: the first tenth of its steps lay above the last epoch, by more than the
  /// noise of single batches explains.
  private static func fell(_ curve: LearningCurve, to last: Double) -> Bool {
    let perEpoch = curve.steps.count / curve.losses.count
    let start = curve.steps.prefix(max(2, perEpoch / 10)).map(Double.init)
    let mean = start.reduce(0, +) / Double(start.count)
    let variance = start.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(start.count - 1, 1))
    let noise = deviations * (variance / Double(start.count)).squareRoot()
    return mean - last > max(change * abs(last), noise)
  }
}

extension DataSet {
  /// The share of the pictures that have the most frequent class; 1 where the targets are no classes.
  fileprivate var mostFrequentShare: Double {
    guard let labels else { return 1 }
    var counts = [Int](repeating: 0, count: max(classes.count, 1))
    for position in 0..<labels.count { counts[Int(clamping: labels.element(position))] += 1 }
    return Double(counts.max() ?? 0) / Double(max(count, 1))
  }
}
