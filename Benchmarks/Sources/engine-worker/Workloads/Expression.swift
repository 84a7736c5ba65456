import Engine

/// A function of some tensors; with its gradients by all of them, where these are wanted.
struct Expression: Workload {
  typealias Body = ([Tensor]) throws(TensorError) -> Tensor

  let operands: [Tensor]
  /// What the gradients are those of: Σ seedᵢ·resultᵢ; nil for the result itself, which is one number.
  let seed: Tensor?
  let wantsGradient: Bool
  let body: Body

  /// The seed is drawn, as the operands were, where the result has more than one element.
  init(
    _ operands: [Tensor], gradient wantsGradient: Bool, _ random: inout RandomTensors, _ body: @escaping Body
  ) throws(TensorError) {
    self.operands = operands
    self.wantsGradient = wantsGradient
    self.body = body
    var seed: Tensor?
    if wantsGradient {
      let result = try body(operands)
      if result.count > 1 { seed = try random.normal(result.shape, result.dtype) }
    }
    self.seed = seed
  }

  var inputs: [Tensor] { operands + (seed.map { [$0] } ?? []) }

  func results() throws(TensorError) -> [Tensor] {
    guard wantsGradient else { return [try body(operands)] }
    let (result, gradients) = try both()
    return [result.detached] + gradients
  }

  func step() throws(TensorError) {
    if wantsGradient { _ = try both() } else { _ = try body(operands) }
  }

  private func both() throws(TensorError) -> (result: Tensor, gradients: [Tensor]) {
    let tape = Tape()
    let watched = try operands.map { operand throws(TensorError) in try tape.watch(operand) }
    let result = try body(watched)
    let gradients =
      if let seed {
        try tape.gradients(of: result, seed: seed, by: watched)
      } else {
        try tape.gradients(of: result, by: watched)
      }
    return (result, gradients)
  }
}
