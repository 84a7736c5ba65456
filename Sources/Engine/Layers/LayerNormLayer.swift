/// Layer normalisation over all of a case, with a weight and a bias for each of its numbers, which begin at 1 and 0. The same in a
/// pass that trains and in one that does not. PyTorch: `nn.LayerNorm`, with the shape of a case.
public struct LayerNormLayer: Layer {
  /// The class `LayerNorm`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "LayerNorm", [LayerNorm.epsilon.option, LayerOptions.learningRateMultiplier.option],
    function: .call("layer_norm", parameters: [.shape(of: "weight"), "weight", "bias"]),
    help: HelpText(
      "Normalises all numbers of a row, or of a picture, together, then scales and shifts each.",
      details: """
        Unlike BatchNorm it does not look at other cases: a batch may be small, and training and evaluation are the same.
        weight starts at 1 and bias at 0, and both have the shape of a case, which the first one determines.
        """,
      examples: [
        .gives("LayerNorm(eps=0)([1, 3; 10, 30])", "[-1, 1; -1, 1]"),
        .gives("shape(LayerNorm()(ones(3, 4, 4)))", "[3, 4, 4]"), .fails("LayerNorm(eps=-1)", .option),
      ],
      torch: "nn.LayerNorm([channels, rows, columns])",
      extraArguments: "the first input determines the shape: PyTorch's nn.LayerNorm(8) is LayerNorm()")
  ) { settings, _ throws(TensorError) in
    try LayerNormLayer(
      epsilon: settings.value(LayerNorm.epsilon),
      learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  /// What is added to the variance, so that nothing is divided by 0.
  public let epsilon: Double
  public var givenName: String?
  private var parameters: NormalizationParameters

  /// - Parameters:
  ///   - epsilon: what is added to the variance; not negative.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for weight and bias; not negative.
  /// - Throws: `option` for a negative ε or multiplier.
  public init(
    epsilon: Double = LayerNorm.epsilon.standard,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  ) throws(TensorError) {
    try LayerNorm.epsilon.check(epsilon)
    try LayerOptions.learningRateMultiplier.check(learningRateMultiplier)
    self.epsilon = epsilon
    parameters = NormalizationParameters(learningRateMultiplier: learningRateMultiplier)
  }

  public var window: LayerWindow? { .single }
  public var isBuilt: Bool { parameters.isBuilt }

  public var settings: Settings {
    Settings("LayerNorm").with(LayerNorm.epsilon, epsilon)
      .with(LayerOptions.learningRateMultiplier, parameters.learningRateMultiplier)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    try parameters.build(PictureBatch.sample(input), &weights)
    return input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try parameters.apply(
      LayerNorm(PictureBatch.sample(x.shape), epsilon: epsilon), to: x, pass.execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try parameters.visit(visitor)
  }
}
