import Engine
import Language

/// Compares a prediction with what came out.
struct PredictionJudge {
  private let replay: LessonReplay
  private let prediction: LessonStep.Prediction

  enum Verdict: Equatable {
    /// Another kind of value than is asked for: worth another try.
    case kind
    case shape
    /// The position among the question's misconceptions.
    case misconception(Int)
    case wrong
    case right
  }

  init(_ prediction: LessonStep.Prediction, _ replay: LessonReplay) {
    self.prediction = prediction
    self.replay = replay
  }

  /// What the question asks for.
  /// - Parameter outcome: the variables after the code has run.
  func truth(_ outcome: Snapshot) throws(Diagnostic) -> Value {
    try replay.value(of: prediction.answer, on: outcome)
  }

  func judge(_ guess: Value, truth: Value, outcome: Snapshot) throws(Diagnostic) -> Verdict {
    let (guess, truth) = (guess.asVector, truth.asVector)
    if !guess.isLike(truth) { return .kind }
    if guess.shape != truth.shape { return .shape }
    if PredictionJudge.agree(guess, truth) { return .right }
    for (position, misconception) in prediction.misconceptions.enumerated() {
      if try misconception.matches(guess, byValueOn: outcome, byConditionOn: outcome, replay) {
        return .misconception(position)
      }
    }
    return .wrong
  }

  /// A guess may be off by 0.01, and from 1 on by one per cent; whole numbers are counted, not estimated.
  static func agree(_ guess: Value, _ truth: Value) -> Bool {
    let isWhole =
      switch truth {
      case .number(let number): number == number.rounded()
      case .tensor(let tensor):
        (0..<tensor.count).allSatisfy { tensor.element($0) == tensor.element($0).rounded() }
      default: true
      }
    guard !isWhole, let guesses = guess.numbers, let truths = truth.numbers, guesses.count == truths.count
    else {
      return Comparison(relative: 1e-6).difference(guess, truth) == nil
    }
    // The ends belong to it, whatever the last digits of float32 say.
    let allowed = 0.01 * (1 + 1e-5)
    return zip(guesses, truths).allSatisfy { guess, truth in
      Comparison(relative: allowed, absolute: 0).agree(guess, truth)
        || Comparison(relative: 0, absolute: allowed).agree(guess, truth)
    }
  }
}

extension Value {
  /// Of a number or a tensor.
  fileprivate var numbers: [Double]? {
    if let scalar { return [scalar] }
    if case .tensor(let tensor) = self { return tensor.elements }
    return nil
  }

  /// A range or a list of numbers as the vector that a learner would mean by it.
  fileprivate var asVector: Value {
    let numbers: [Double]
    switch self {
    case .range(let range) where range.count <= 10_000: numbers = (0..<range.count).map(range.number)
    case .list(let list):
      numbers = list.values.compactMap(\.scalar)
      guard numbers.count == list.values.count else { return self }
    default: return self
    }
    guard let tensor = try? Tensor(numbers, Shape(checking: [numbers.count])) else { return self }
    return .tensor(tensor)
  }
}
