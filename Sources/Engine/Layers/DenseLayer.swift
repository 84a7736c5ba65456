/// A layer of neurons, each of which sees all features: `weight` is `[units, F]`, `bias` `[units]`.
/// PyTorch: `nn.Linear`, and as it begins: evenly spread within 1 / √F.
public struct DenseLayer: RectifiableLayer {
  /// How many features come in.
  public static let inputs = OptionKey<Int>.required("inputs", limits: .from(1), "how many numbers come in")
  /// How many neurons there are.
  public static let units = OptionKey<Int>.required("units", limits: .from(1), "how many neurons")
  /// Whether each neuron has a bias.
  public static let bias = OptionKey("bias", default: true, "whether each has a bias")

  /// The class `Dense`, which takes as many features as the first batch has.
  public static let dense = LayerDescription(
    "Dense",
    [units.option, bias.option, LayerOptions.seed.option, LayerOptions.learningRateMultiplier.option],
    function: .call("linear", parameters: ["weight", "bias"]),
    help: HelpText(
      "A layer of neurons, each of which sees every number that comes in.",
      formulas: ["y[o] = bias[o] + sum(weight[o, :] * x)", "shape(weight) = [units, count(x)]"],
      details: "Put Flatten() before it to turn pictures into rows.",
      examples: [
        .gives("shape(Dense(3)(ones(5, 8)))", "[5, 3]"), .fails("Dense(0)", .option),
      ],
      torch: "nn.Linear(inputs, units)",
      extraArguments:
        "the first input determines its length: PyTorch's nn.Linear(784, 10) is Dense(10), or Linear(784, 10)"
    )
  ) {
    settings, _ throws(TensorError) in try DenseLayer(settings, inputs: nil)
  }

  /// The class `Linear`, which is told how many features it takes.
  public static let linear = LayerDescription(
    "Linear",
    [
      inputs.option, units.option, bias.option, LayerOptions.seed.option,
      LayerOptions.learningRateMultiplier.option,
    ],
    function: .call("linear", parameters: ["weight", "bias"]),
    help: HelpText(
      "Dense with a given number of inputs.",
      examples: [
        .gives("shape(Linear(8, 3)(ones(5, 8)))", "[5, 3]"), .fails("Linear(8, 3)(ones(5, 9))", .shapes),
      ],
      torch: "nn.Linear(inputs, units)")
  ) { settings, _ throws(TensorError) in try DenseLayer(settings, inputs: settings.value(inputs)) }

  private init(_ settings: Settings, inputs: Int?) throws(TensorError) {
    try self.init(
      settings.value(DenseLayer.units), inputs: inputs, hasBias: settings.value(DenseLayer.bias),
      seed: settings.seed(), learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  /// How many neurons there are, which is how many features the result has.
  public let units: Int
  /// How many features it takes, where that was said and is not left to the first batch.
  public let inputs: Int?
  public var givenName: String?
  /// A transformer's begin with other numbers than are drawn.
  var parameters: WeightAndBias

  /// - Parameters:
  ///   - units: how many neurons there are, which is how many features the result has.
  ///   - inputs: how many features it takes; nil for as many as the first batch has.
  ///   - hasBias: whether each neuron has a bias.
  ///   - seed: what the initial weights are drawn from.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for weight and bias; not negative.
  /// - Throws: `option` for numbers below 1, or a negative multiplier.
  public init(
    _ units: Int, inputs: Int? = nil, hasBias: Bool = DenseLayer.bias.standard, seed: UInt64,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  )
    throws(TensorError)
  {
    try DenseLayer.units.check(units)
    if let inputs { try DenseLayer.inputs.check(inputs) }
    self.units = units
    self.inputs = inputs
    parameters = try WeightAndBias(
      hasBias: hasBias, seed: seed, learningRateMultiplier: learningRateMultiplier)
  }

  public var inputKind: InputKind? { .row }
  public var isBuilt: Bool { parameters.weight != nil }

  /// Whether each neuron has a bias.
  public var hasBias: Bool { parameters.hasBias }
  /// What the initial weights are drawn from.
  public var seed: UInt64 { parameters.seed }
  /// What the learning rate is multiplied by for weight and bias.
  public var learningRateMultiplier: Double { parameters.learningRateMultiplier }

  public var settings: Settings {
    let start = inputs.map { Settings("Linear").with(DenseLayer.inputs, $0) } ?? Settings("Dense")
    return start.with(DenseLayer.units, units).with(DenseLayer.bias, hasBias)
      .with(LayerOptions.learningRateMultiplier, learningRateMultiplier)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    guard input.rank == 2 else {
      throw TensorError(
        .rank, "\(name) takes rows of features, but its input is pictures \(PictureBatch.sample(input))",
        help: "put Flatten() before it, which makes each picture one row")
    }
    let features = input[1]
    if let wanted = parameters.weight?.tensor.shape[1] ?? inputs, wanted != features {
      throw TensorError(.shapes, "\(text) takes \(wanted) features, but its input has \(features)")
    }
    try parameters.build(Shape(checking: units, features), inputs: features, outputs: units, &weights)
    return try Shape(checking: input[0], units)
  }

  func forward(_ x: Tensor, rectified: Bool, _ execution: Execution) throws(TensorError) -> Tensor {
    try Linear(rectified: rectified).apply(parameters.operands(x), in: execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try parameters.visit(visitor)
  }
}
