/// Batch normalisation with a weight and a bias for each channel, which begin at 1 and 0. In a pass that trains it takes
/// the batch's own statistics, and its running ones follow them; else it takes the running ones.
/// PyTorch: `nn.BatchNorm2d`, `nn.BatchNorm1d`.
public struct BatchNormLayer: Layer {
  /// How fast the running statistics follow those of the batches.
  public static let momentum = OptionKey(
    "momentum", default: 0.1, limits: .within(0...1), "how fast the running statistics follow")

  /// The class `BatchNorm`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "BatchNorm", [BatchNorm.epsilon.option, momentum.option, LayerOptions.learningRateMultiplier.option],
    function: .call("batch_norm", parameters: ["running_mean", "running_var", "weight", "bias"]),
    help: HelpText(
      "Normalises each channel to mean 0 and variance 1, then scales and shifts it.",
      details: """
        While it trains, mean and variance are the batch's own; when it evaluates, running ones, which follow them.
        It trains in `train`, and where a gradient with respect to the network itself is taken; net(x, training=true) trains anywhere.
        weight starts at 1, bias at 0, running_mean at 0, running_var at 1, one number for each channel.
        """,
      examples: [
        .gives("BatchNorm()(ones(2, 1, 2, 2)) |> max", "0.99999500"),
        .fails("BatchNorm(momentum=2)", .option),
      ],
      torch: "nn.BatchNorm2d(channels)")
  ) {
    settings, _ throws(TensorError) in
    try BatchNormLayer(
      epsilon: settings.value(BatchNorm.epsilon), momentum: settings.value(momentum),
      learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  /// What is added to the variance, so that nothing is divided by 0.
  public let epsilon: Double
  /// The share of a batch in the running statistics, between 0 and 1: running ← (1 − momentum) · running + momentum ·
  /// batch.
  public let momentum: Double
  /// What the learning rate is multiplied by for its weight and bias.
  public let learningRateMultiplier: Double
  public var givenName: String?
  private var weight: Parameter?
  private var bias: Parameter?
  private var mean: Parameter?
  private var variance: Parameter?

  /// - Parameters:
  ///   - epsilon: what is added to the variance, so that nothing is divided by 0.
  ///   - momentum: the share of a batch in the running statistics, between 0 and 1.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for weight and bias; not negative.
  /// - Throws: `option` for a momentum outside 0…1, or a negative ε or multiplier.
  public init(
    epsilon: Double = BatchNorm.epsilon.standard, momentum: Double = BatchNormLayer.momentum.standard,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  ) throws(TensorError) {
    try BatchNorm.epsilon.check(epsilon)
    try BatchNormLayer.momentum.check(momentum)
    try LayerOptions.learningRateMultiplier.check(learningRateMultiplier)
    (self.epsilon, self.momentum, self.learningRateMultiplier) = (epsilon, momentum, learningRateMultiplier)
  }

  public var window: LayerWindow? { .single }
  public var isBuilt: Bool { weight != nil }

  public var settings: Settings {
    Settings("BatchNorm").with(BatchNorm.epsilon, epsilon).with(BatchNormLayer.momentum, momentum)
      .with(LayerOptions.learningRateMultiplier, learningRateMultiplier)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    let channels = input[1]
    if let weight, weight.tensor.count != channels {
      throw TensorError(.channels, "it has \(weight.tensor.count) channels, but its input has \(channels)")
    }
    guard weight == nil else { return input }
    func filled(
      _ name: String, with value: Double, _ role: Parameter.Role
    ) throws(TensorError) -> Parameter {
      let shape = Shape(trusted: [channels])
      return try weights.parameter(
        name, shape, role: role, learningRateMultiplier: role == .learned ? learningRateMultiplier : 1
      ) {
        () throws(TensorError) in try Tensor(filled: value, shape)
      }
    }
    weight = try filled("weight", with: 1, .learned)
    bias = try filled("bias", with: 0, .learned)
    mean = try filled("running_mean", with: 0, .statistic)
    variance = try filled("running_var", with: 1, .statistic)
    return input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    guard let weight, let bias, let mean, let variance else {
      preconditionFailure("a layer is built before it is used")
    }
    guard pass.isTraining else {
      let operands = [x, mean.tensor, variance.tensor, weight.tensor, bias.tensor]
      return try BatchNorm(.running, epsilon: epsilon).apply(operands, in: pass.execution)
    }
    let own = try BatchStatistics(x.detached, in: pass.execution)
    let operation = BatchNorm(.batch(own), epsilon: epsilon)
    let result = try operation.apply([x, weight.tensor, bias.tensor], in: pass.execution)
    let running = try own.updating(mean: mean.tensor, variance: variance.tensor, momentum: momentum)
    self.mean?.follow(running.mean)
    self.variance?.follow(running.variance)
    return result
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try weight.visit("weight", visitor)
    try bias.visit("bias", visitor)
    try mean.visit("running_mean", visitor)
    try variance.visit("running_var", visitor)
  }
}
