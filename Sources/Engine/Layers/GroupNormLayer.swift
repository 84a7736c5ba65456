/// Group normalisation with a weight and a bias for each channel, which begin at 1 and 0. The same in a pass that trains and in one
/// that does not. PyTorch: `nn.GroupNorm`.
public struct GroupNormLayer: Layer {
  /// The class `GroupNorm`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "GroupNorm",
    [GroupNorm.groups.option, GroupNorm.epsilon.option, LayerOptions.learningRateMultiplier.option],
    function: .call("group_norm", parameters: [.option(GroupNorm.groups.name), "weight", "bias"]),
    help: HelpText(
      "Normalises the channels of each group together, picture by picture, then scales and shifts each channel.",
      details: """
        Unlike BatchNorm it does not look at other pictures: a batch may be small, and training and evaluation are the same.
        weight starts at 1 and bias at 0, one number for each channel.
        """,
      examples: [
        .gives("GroupNorm(2, eps=0)([[1, 3, 10, 30]])", "[[-1, 1, -1, 1]]"),
        .fails("GroupNorm(4)(ones(6, 2, 2))", .channels), .fails("GroupNorm(0)", .option),
      ],
      torch: "nn.GroupNorm(groups, channels)",
      extraArguments:
        "the first input determines the number of channels: PyTorch's nn.GroupNorm(2, 8) is GroupNorm(2)")
  ) { settings, _ throws(TensorError) in
    try GroupNormLayer(
      GroupNorm(settings.value(GroupNorm.groups), epsilon: settings.value(GroupNorm.epsilon)),
      learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  /// The normalisation: groups and ε.
  public let operation: GroupNorm
  public var givenName: String?
  private var parameters: NormalizationParameters

  /// - Parameters:
  ///   - operation: the normalisation: groups and ε.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for weight and bias; not negative.
  /// - Throws: `option` for a number of groups below 1, or a negative ε or multiplier.
  public init(
    _ operation: GroupNorm,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  ) throws(TensorError) {
    try GroupNorm.groups.check(operation.groups)
    try GroupNorm.epsilon.check(operation.epsilon)
    try LayerOptions.learningRateMultiplier.check(learningRateMultiplier)
    self.operation = operation
    parameters = NormalizationParameters(learningRateMultiplier: learningRateMultiplier)
  }

  public var window: LayerWindow? { .single }
  public var isBuilt: Bool { parameters.isBuilt }

  public var settings: Settings {
    Settings("GroupNorm").with(GroupNorm.groups, operation.groups).with(GroupNorm.epsilon, operation.epsilon)
      .with(LayerOptions.learningRateMultiplier, parameters.learningRateMultiplier)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    _ = try operation.resultShape([input])
    try parameters.build(Shape(trusted: [input[1]]), &weights)
    return input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try parameters.apply(operation, to: x, pass.execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try parameters.visit(visitor)
  }
}
