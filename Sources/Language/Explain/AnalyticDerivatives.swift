import Engine

/// The derivatives of one number of an operation's result by every number of its operands, as the tape has them, in
/// float64.
struct AnalyticDerivatives {
  private var derivatives: [Tensor?] = []

  /// - Parameter output: the flat position of the number in the result, counted from 0.
  init(
    _ operation: any Engine.Operation, _ operands: [Tensor], of output: Int, _ execution: Execution
  ) throws(TensorError) {
    let tape = Tape()
    defer { tape.close() }
    var aliases: [Tensor] = []
    for operand in operands {
      aliases.append(
        operand.dtype.isFloating ? try tape.watch(try operand.detached.converted(to: .float64)) : operand)
    }
    let result = try operation.apply(aliases, in: execution)
    var seed = try Tensor(zeros: result.shape, result.dtype)
    try seed.setElement(output, to: 1)
    let watched = aliases.indices.filter { aliases[$0].dtype.isFloating }
    let gradients = try tape.gradients(of: result, seed: seed, by: watched.map { aliases[$0] }, in: execution)
    derivatives = [Tensor?](repeating: nil, count: operands.count)
    for (operand, gradient) in zip(watched, gradients) { derivatives[operand] = gradient }
  }

  /// 0 by integers, which no small step changes.
  func callAsFunction(by position: Int, operand: Int = 0) -> Double {
    derivatives[operand]?.element(position) ?? 0
  }
}
