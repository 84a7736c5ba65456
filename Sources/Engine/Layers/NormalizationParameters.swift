/// The weight and the bias of a normalisation, which begin at 1 and 0.
struct NormalizationParameters: Sendable {
  private(set) var weight: Parameter?
  private(set) var bias: Parameter?
  let learningRateMultiplier: Double

  init(learningRateMultiplier: Double) { self.learningRateMultiplier = learningRateMultiplier }

  var isBuilt: Bool { weight != nil }

  /// - Throws: `shapes` for parameters of another shape, which an earlier input made.
  mutating func build(_ shape: Shape, _ weights: inout WeightSource) throws(TensorError) {
    if let weight {
      guard weight.tensor.shape == shape else {
        throw TensorError(
          .shapes, "its weights were made for \(weight.tensor.shape), but the input needs \(shape)")
      }
      return
    }
    func filled(_ name: String, with value: Double) throws(TensorError) -> Parameter {
      try weights.parameter(name, shape, learningRateMultiplier: learningRateMultiplier) {
        () throws(TensorError) in try Tensor(filled: value, shape)
      }
    }
    weight = try filled("weight", with: 1)
    bias = try filled("bias", with: 0)
  }

  func apply(
    _ operation: some Operation, to x: Tensor, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    guard let weight, let bias else { preconditionFailure("a layer is built before it is used") }
    return try operation.apply([x, weight.tensor, bias.tensor], in: execution)
  }

  mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try weight.visit("weight", visitor)
    try bias.visit("bias", visitor)
  }
}
