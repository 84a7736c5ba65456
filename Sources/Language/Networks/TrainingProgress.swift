import Engine

/// Says how a training comes along: one line that is written over again, and one that stays for each epoch.
struct TrainingProgress {
  private let interpreter: Interpreter
  private let epochs: Int
  private let stepsPerEpoch: Int
  private let started = ContinuousClock.now
  private var next = ContinuousClock.now + .milliseconds(300)
  private var epochStarted = ContinuousClock.now
  private var lineWritten = ContinuousClock.now
  private var stepsHere = 0
  private var picturesHere = 0
  private var (lossSum, correct, pictures) = (0.0, 0, 0)

  init(_ training: Training, _ interpreter: Interpreter) {
    self.interpreter = interpreter
    epochs = training.plan.epochs
    stepsPerEpoch = training.stepsPerEpoch
  }

  mutating func count(_ step: Training.Step, of training: Training) {
    lossSum += step.loss * Double(step.pictures)
    correct += step.correct
    pictures += step.pictures
    stepsHere += 1
    picturesHere += step.pictures
    let now = ContinuousClock.now
    guard now >= next else { return }
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
          "loss \(Formatter.general(step.loss, 3)) \(curve) accuracy \(Formatter.percent(accuracy)), "
          + "\(rate)/s, \(TrainingProgress.duration(left)) left"))
  }

  private var accuracy: Double { Double(correct) / Double(max(pictures, 1)) }

  /// Ends an epoch, and writes its line.
  mutating func finishEpoch(_ number: Int, _ validation: Evaluation?) -> TrainingHistory.Epoch {
    let now = ContinuousClock.now
    let epoch = TrainingHistory.Epoch(
      loss: lossSum / Double(max(pictures, 1)), accuracy: accuracy,
      validation: validation.map { ($0.loss, $0.accuracy) },
      seconds: (now - epochStarted).inSeconds)
    epochStarted = now
    (lossSum, correct, pictures) = (0, 0, 0)
    // Many quick epochs would fill the screen with lines that nobody reads.
    let stride = (epochs + TrainingProgress.maxLines - 1) / TrainingProgress.maxLines
    let isDue = (now - lineWritten).inSeconds >= TrainingProgress.maxSilence
    guard number == 1 || number % stride == 0 || number == epochs || isDue else { return epoch }
    lineWritten = now
    var line: [Markup.Span] = [
      .init("epoch \(number)/\(epochs)", .strong), .init("  loss \(Formatter.general(epoch.loss, 4))"),
      .init("  accuracy \(Formatter.percent(epoch.accuracy))"),
    ]
    if let validation = epoch.validation {
      line.append(.init("  validation \(Formatter.percent(validation.accuracy))", .success))
      line.append(.init(" (loss \(Formatter.general(validation.loss, 4)))", .dim))
    }
    line.append(.init("  \(TrainingProgress.duration(epoch.seconds))", .dim))
    interpreter.output(Markup([.line(line)]))
    return epoch
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
