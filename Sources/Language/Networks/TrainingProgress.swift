import Engine

/// Says how a training comes along: one line that is written over again, and one that stays for each epoch.
struct TrainingProgress {
  private let interpreter: Interpreter
  private let epochs: Int
  private let stepsPerEpoch: Int
  private let metric: (any Metric)?
  private let isQuiet: Bool
  private let started = ContinuousClock.now
  private var next = ContinuousClock.now + .milliseconds(300)
  private var epochStarted = ContinuousClock.now
  private var lineWritten = ContinuousClock.now
  private var stepsHere = 0
  private var picturesHere = 0

  init(_ training: Training, isQuiet: Bool, _ interpreter: Interpreter) {
    self.interpreter = interpreter
    self.isQuiet = isQuiet
    metric = training.objective.metric
    epochs = training.plan.epochs
    stepsPerEpoch = training.stepsPerEpoch
  }

  /// - Parameter sums: those of the epoch, with the step.
  mutating func count(_ step: Training.Step, _ sums: EpochSums, of training: Training) {
    stepsHere += 1
    picturesHere += step.pictures
    let now = ContinuousClock.now
    guard now >= next, !isQuiet else { return }
    next = now + .milliseconds(100)
    let done = training.stepsDone
    let elapsed = (now - started).inSeconds
    let left = elapsed / Double(stepsHere) * Double(training.totalSteps - done)
    let curve = Sparkline.text(training.losses[...], width: 16)
    let rate = Formatter.grouped(Int(clamping: Double(picturesHere) / max(elapsed, 1e-9)))
    interpreter.progress(
      .init(
        label: "epoch \((done - 1) / stepsPerEpoch + 1)/\(epochs)", done: done, total: training.totalSteps,
        detail:
          "loss \(Formatter.general(step.loss, 3)) \(curve)\(mean(sums).flatMap(words).map { " " + $0 } ?? ""), "
          + "\(rate)/s, \(TrainingProgress.duration(left)) left"))
  }

  /// The mean of the metric over the epoch so far.
  private func mean(_ sums: EpochSums) -> Double? { metric == nil ? nil : sums.meanMetric }

  /// `accuracy 98.2 %`.
  private func words(_ value: Double) -> String? {
    metric.map { Measured.metric(value, $0.name, isShare: $0.isShare) }
  }

  /// Ends an epoch, and writes its line.
  mutating func finishEpoch(
    _ number: Int, _ sums: EpochSums, of training: Training, _ validation: Evaluation?
  ) -> TrainingHistory.Epoch {
    let now = ContinuousClock.now
    // A file may hold an epoch's losses without its sums.
    let all = training.losses.suffix(stepsPerEpoch)
    let loss =
      sums.steps == stepsPerEpoch
      ? sums.meanLoss : all.reduce(0) { $0 + Double($1) } / Double(max(all.count, 1))
    let epoch = TrainingHistory.Epoch(
      loss: loss, metric: mean(sums), validation: validation.map { ($0.loss, $0.metric) },
      seconds: (now - epochStarted).inSeconds)
    epochStarted = now
    write(epoch, number, now)
    return epoch
  }

  private mutating func write(_ epoch: TrainingHistory.Epoch, _ number: Int, _ now: ContinuousClock.Instant) {
    // Many quick epochs would fill the screen with lines that nobody reads.
    let stride = (epochs + TrainingProgress.maxLines - 1) / TrainingProgress.maxLines
    let isDue = (now - lineWritten).inSeconds >= TrainingProgress.maxSilence
    guard !isQuiet, number == 1 || number % stride == 0 || number == epochs || isDue else { return }
    lineWritten = now
    var line: [Markup.Span] = [
      .init("epoch \(number)/\(epochs)", .strong), .init("  loss \(Formatter.general(epoch.loss, 4))"),
    ]
    if let words = epoch.metric.flatMap(words) { line.append(.init("  \(words)")) }
    if let validation = epoch.validation { line += self.line(validation) }
    line.append(.init("  \(TrainingProgress.duration(epoch.seconds))", .dim))
    interpreter.output(Markup([.line(line)]))
  }

  /// `  validation 98.2 % (loss 0.05)`, `  validation mae 0.1 (loss 0.02)`, `  validation loss 0.02`.
  private func line(_ validation: (loss: Double, metric: Double?)) -> [Markup.Span] {
    let loss = "loss \(Formatter.general(validation.loss, 4))"
    guard let metric, let value = validation.metric else { return [.init("  validation \(loss)", .success)] }
    let words =
      metric.name == NetworkHistory.standardMetric
      ? Formatter.percent(value) : Measured.metric(value, metric.name, isShare: metric.isShare)
    return [.init("  validation \(words)", .success), .init(" (\(loss))", .dim)]
  }

  /// Of quick epochs the first has a line of its own, and so many others.
  private static let maxLines = 10
  /// After so many seconds the next epoch has one in any case.
  private static let maxSilence = 5.0

  /// `0.4 s`, `12 s`, `3 min`.
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<9.95: Formatter.number((seconds * 10).rounded() / 10) + " s"
    case ..<119.5: "\(Int(clamping: seconds.rounded())) s"
    case ..<7170: "\(Int(clamping: (seconds / 60).rounded())) min"
    default: Formatter.number((seconds / 360).rounded() / 10) + " h"
    }
  }
}
