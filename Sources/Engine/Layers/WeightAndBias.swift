/// The weight and the bias of a layer, and what they are drawn with: spread as PyTorch's convolutions and linear layers begin.
struct WeightAndBias: Sendable {
  let hasBias: Bool
  let seed: UInt64
  let learningRateMultiplier: Double
  /// Nil until the layer has seen a shape.
  var weight: Parameter?
  var bias: Parameter?

  /// - Throws: `option` for a negative multiplier.
  init(hasBias: Bool, seed: UInt64, learningRateMultiplier: Double) throws(TensorError) {
    try LayerOptions.learningRateMultiplier.check(learningRateMultiplier)
    (self.hasBias, self.seed, self.learningRateMultiplier) = (hasBias, seed, learningRateMultiplier)
  }

  /// Draws both, unless they are there.
  /// - Parameters:
  ///   - shape: of the weight.
  ///   - inputs: how many numbers each result is made of.
  ///   - outputs: how many numbers the bias has.
  mutating func build(
    _ shape: Shape, inputs: Int, outputs: Int, _ weights: inout WeightSource
  ) throws(TensorError) {
    guard weight == nil else { return }
    var initial = InitialWeights(seed: seed)
    let execution = weights.execution
    let weight = try weights.parameter("weight", shape, learningRateMultiplier: learningRateMultiplier) {
      () throws(TensorError) in
      try initial.uniform(shape, inputs: inputs, in: execution)
    }
    if hasBias {
      let row = Shape(trusted: [outputs])
      bias = try weights.parameter("bias", row, learningRateMultiplier: learningRateMultiplier) {
        () throws(TensorError) in
        try initial.uniform(row, inputs: inputs, in: execution)
      }
    }
    self.weight = weight
  }

  /// What the layer's operation takes: the batch, the weight, and the bias where there is one.
  func operands(_ x: Tensor) -> [Tensor] {
    guard let weight else { preconditionFailure("a layer is built before it is used") }
    return [x, weight.tensor] + (bias.map { [$0.tensor] } ?? [])
  }

  mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try weight.visit("weight", visitor)
    try bias.visit("bias", visitor)
  }
}
