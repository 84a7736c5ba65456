import Engine

/// A function (prediction, target) -> number of the language as a loss.
struct OwnLoss: Loss {
  let function: EngineFunction

  var name: String { function.name ?? "own loss" }
  var text: String { function.text }

  func resultShape(for targets: Targets) throws(TensorError) -> Shape? { nil }

  func mean(
    _ prediction: Tensor, _ target: Tensor, _ pass: inout ForwardPass
  ) throws(TensorError) -> Tensor {
    let target = try OwnLoss.counted(target, pass.execution)
    let result = try function.call([.tensor(prediction), .tensor(target)], drawing: &pass.generator)
    switch result {
    case .number(let number) where !prediction.isTaped: return try Tensor(number, prediction.dtype)
    case .tensor(let tensor) where tensor.rank == 0 && tensor.dtype.isFloating:
      guard tensor.isTaped || !prediction.isTaped else { throw independent }
      return tensor
    case .tensor(let tensor) where tensor.rank == 0: throw stepwise(tensor)
    case .number: throw independent
    case .tensor(let tensor) where tensor.rank > 0:
      throw function.failure(
        .wrongType, "a loss gives one number, and this one gives \(tensor.shape)",
        help: "mean(…) makes one number of them")
    default: throw function.failure(.wrongType, "a loss gives one number, not \(result.briefly)")
    }
  }

  private var independent: TensorError {
    function.failure(
      .gradient, "this loss does not depend on the prediction, so that nothing can be learned from it",
      help: "it is called as (prediction, target)")
  }

  /// What counts, compares or rounds has no gradient.
  private func stepwise(_ result: Tensor) -> TensorError {
    function.failure(
      .gradient,
      "this loss gives a number of type \(result.dtype.name), through which no gradient flows to the prediction",
      help: "a comparison such as p > t moves in steps: abs(p - t) or (p - t)^2 changes with the prediction")
  }

  /// Class numbers as the language counts them, from 1.
  static func counted(_ target: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    guard target.dtype == .int64 else { return target }
    return try Add().apply([target, try Tensor(1, .int64)], in: execution)
  }
}

/// A function (prediction, target) -> number of the language as a metric: the mean over a batch.
struct OwnMetric: Metric {
  let function: EngineFunction

  /// The name of the function, unless a history or an evaluation calls something else so.
  var name: String {
    guard let name = function.name, !TrainingHistory.reservedNames.contains(name) else { return "metric" }
    return name
  }
  var text: String { function.text }

  /// Says that the results have the metric under another name than its function's.
  func noteName(_ interpreter: Interpreter) {
    guard let own = function.name, own != name else { return }
    interpreter.noteOnceInCell(
      "metric", "the metric `\(own)` is called `\(name)` in the results, where `\(own)` is something else")
  }

  func check(_ targets: Targets) throws(TensorError) {}

  func sum(
    _ prediction: Tensor, _ target: Tensor, in execution: Execution
  ) throws(TensorError) -> Double {
    let result = try function.call([.tensor(prediction), .tensor(try OwnLoss.counted(target, execution))])
    guard let number = result.scalar else {
      throw function.failure(
        .wrongType, "a metric gives one number, not \(result.briefly)",
        help: "mean(…) makes one number of many")
    }
    return number * Double(prediction.shape[0])
  }
}

/// A function of the step, counted from 1, as a schedule: what the learning rate is multiplied by.
struct OwnSchedule: Schedule {
  let function: EngineFunction

  var settings: Settings { Settings(function.name ?? "schedule") }
  var text: String { function.text }

  func factor(step: Int, of total: Int, perEpoch: Int) throws(TensorError) -> Double {
    let result = try function.call([.number(Double(step + 1))])
    guard let factor = result.scalar, factor.isFinite, factor >= 0 else {
      let given = result.scalar.map { Formatter.number($0) } ?? result.briefly
      throw function.failure(
        .option, "a schedule gives a factor from 0 on, and at step \(step + 1) this one gives \(given)")
    }
    return factor
  }
}

extension Arguments {
  /// A function that the engine will call with so many arguments.
  /// - Parameter call: how it is called: `(prediction, target)`.
  /// - Throws: `wrongType` for what cannot be called so.
  func engineFunction(
    _ parameter: some ParameterReference, _ call: String, count: Int
  ) throws(Diagnostic) -> EngineFunction {
    let value = try function(parameter)
    let takes: ClosedRange<Int>? =
      switch value {
      case .function(let own):
        own.parameters.count { $0.initial == nil }...own.parameters.count
      case .builtIn(let builtIn):
        builtIn.requiredPositions.count...max(builtIn.requiredPositions.count, count)
      default: nil
      }
    guard let takes, takes.contains(count) else {
      throw failure(
        .wrongType,
        "`\(name(parameter))` is called as \(call), which \(Formatter.inline(value)) does not take",
        at: parameter, help: "write \(name(parameter))=\(call) -> …")
    }
    return EngineFunction(value, interpreter)
  }
}
