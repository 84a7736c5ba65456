import Engine

/// What happens when a training ends before its last step: what was learned is kept, and the error says what to do.
extension TrainingRun {
  /// Whether an error means that somebody stopped the training. What was learned is kept in any case.
  /// - Throws: any other error.
  func isStop(
    _ error: TrainingError, _ training: Training, _ course: TrainingCourse
  ) throws(Diagnostic) -> Bool {
    switch error {
    case .tensor(let error) where error.code == .cancelled && training.stepsDone > 0: return true
    case .tensor(let error):
      guard training.stepsDone > 0 else { throw arguments.located(error, [0]) }
      interpreter.partialResult = .object(result(course.result(of: training.network), training, course))
      let kept =
        best(course)
        ?? "the network after step \(training.stepsDone) of \(training.totalSteps) is in `ans`"
      throw arguments.located(error, [0]).adding(help: kept)
    case .diverged(let divergence): throw diverged(divergence, training, course)
    }
  }

  private func best(_ course: TrainingCourse) -> String? {
    course.stopping?.bestEpoch.map { "the best network, that of epoch \($0), is in `ans`" }
  }

  private func diverged(
    _ divergence: Divergence, _ training: Training, _ course: TrainingCourse
  ) -> Diagnostic {
    interpreter.partialResult = .object(result(course.result(of: training.previous), training, course))
    let place = "step \(divergence.step + 1) of epoch \(divergence.step / training.stepsPerEpoch + 1)"
    if case .theta(let layer)? = divergence.origin {
      return arguments.failure(
        .divergence, "theta of \(layer) is not finite after \(place)",
        help: TrainingRun.advice(for: divergence) + "; "
          + (best(course) ?? "the network before that step is in `ans`"))
    }
    let message =
      divergence.loss.isFinite
      ? "the loss has exploded to \(Formatter.general(divergence.loss, 3)) at \(place)"
      : "the loss is \(Formatter.number(divergence.loss)) at \(place)"
    let text = message + TrainingRun.words(for: divergence.origin)
    let help =
      TrainingRun.advice(for: divergence) + "; " + (best(course) ?? "the last good network is in `ans`")
    guard case .loss? = divergence.origin, arguments.optional(ObjectiveOptions.loss) != nil else {
      return arguments.failure(.divergence, text, help: help)
    }
    return arguments.failure(.divergence, text, at: ObjectiveOptions.loss, help: help)
  }

  private static func advice(for divergence: Divergence) -> String {
    if case .picture(_, let distorted)? = divergence.origin {
      return distorted
        ? "a distortion with smaller numbers"
        : "fix the pictures first: `where(abs(x) < inf, x, 0)` puts 0 there"
    }
    if case .target? = divergence.origin { return "fix the targets first" }
    if case .loss? = divergence.origin {
      return "a division by 0, log(0) or a number that is too large: log(p + 1e-7) stays finite"
    }
    // Of theta it is the step that made it so, and not what the network began with.
    if divergence.step == 0, !divergence.isOfTheta {
      return
        "the first loss does not depend on the learning rate: use pictures from 0 to 1, or smaller weights"
    }
    if divergence.learningRate > 0.1 {
      let rate = Formatter.number(divergence.learningRate, digits: 4)
      return "the learning rate \(rate) is too large: 0.01 is usual for SGD, 0.001 for Adam"
    }
    return
      "a smaller learning rate, such as \(Formatter.general(divergence.learningRate / 10, 1)), or pictures from 0 to 1"
  }

  /// Where it went wrong, as the end of a sentence.
  private static func words(for origin: Divergence.Origin?) -> String {
    switch origin {
    case .picture(let number, let distorted)?:
      ": picture \(number) of the data has a number that is not finite\(distorted ? " once it is distorted" : "")"
    case .target(let number)?: ": target \(number) of the data has a number that is not finite"
    case .weights(let layer)?: ": weights of \(layer) are not finite"
    case .result(let layer)?: ": it first occurred in \(layer)"
    case .loss(let largest)?:
      ": the network's results are finite, at most \(Formatter.general(largest, 2)), and the loss of them is not"
    case .growth(let layer, let before, let after)?:
      ": numbers grow most in \(layer), from \(Formatter.general(before, 2)) to \(Formatter.general(after, 2))"
    case .theta, nil: ""
    }
  }
}

extension Divergence {
  fileprivate var isOfTheta: Bool { if case .theta? = origin { true } else { false } }
}
