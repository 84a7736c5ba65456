/// Filters that slide over the pictures of a batch. `weight` is `[filters, C / groups, h, w]`, `bias` `[filters]`.
/// PyTorch: `nn.Conv2d`, and as it begins: evenly spread within 1 / √(C / groups · h · w).
public struct ConvLayer: RectifiableLayer {
  /// How many filters there are.
  public static let filters = OptionKey<Int>.required("filters", limits: .from(1), "how many")
  /// The rows and columns of a filter.
  public static let kernelSize = OptionKey<Pair>.required(
    "kernel_size", limits: .from(1), "their size: a number or [rows, columns]")
  /// Whether each filter has a bias.
  public static let bias = OptionKey("bias", default: true, "whether each filter has a bias")

  /// The class `Conv`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Conv",
    [
      filters.option, kernelSize.option, Conv.stride.option, Conv.padding.option, Conv.dilation.option,
      Conv.groups.option, bias.option, LayerOptions.seed.option, LayerOptions.learningRateMultiplier.option,
    ], function: .call("conv", parameters: ["weight", "bias"]),
    help: HelpText(
      "A layer of filters that slide over the picture.",
      details: """
        The first picture determines the number of channels. weight is [filters, channels / groups, h, w].
        Parameters: filters · channels / groups · h · w, and a bias for each filter.
        """,
      examples: [
        .gives("shape(Conv(8, 3, padding=1)(ones(28, 28)))", "[8, 28, 28]"),
        .fails("Conv(0, 3)", .option), .fails("Conv(8, 5)(ones(3, 3))", .shapes),
      ],
      torch: "nn.Conv2d(channels, filters, kernel_size)",
      extraArguments:
        "the first picture determines the number of channels: PyTorch's nn.Conv2d(1, 8, 3) is Conv(8, 3)")
  ) { settings, _ throws(TensorError) in
    let operation = Conv(
      stride: try settings.value(Conv.stride), padding: try settings.value(Conv.padding),
      dilation: try settings.value(Conv.dilation), groups: try settings.value(Conv.groups))
    return try ConvLayer(
      settings.value(filters), settings.value(kernelSize), operation, hasBias: settings.value(bias),
      seed: settings.seed(), learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  /// How many filters there are, which is how many channels the result has.
  public let filters: Int
  /// The rows and columns of a filter.
  public let kernelSize: Pair
  /// The convolution: stride, padding, dilation and groups.
  public let operation: Conv
  public var givenName: String?
  private var parameters: WeightAndBias

  /// - Parameters:
  ///   - filters: how many filters there are, which is how many channels the result has.
  ///   - kernelSize: the rows and columns of a filter.
  ///   - operation: the convolution: stride, padding, dilation and groups.
  ///   - hasBias: whether each filter has a bias.
  ///   - seed: what the initial weights are drawn from.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for weight and bias; not negative.
  /// - Throws: `option` for numbers below 1, or a negative multiplier.
  public init(
    _ filters: Int, _ kernelSize: Pair, _ operation: Conv = Conv(), hasBias: Bool = ConvLayer.bias.standard,
    seed: UInt64,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  ) throws(TensorError) {
    try ConvLayer.filters.check(filters)
    try ConvLayer.kernelSize.check(kernelSize)
    self.filters = filters
    self.kernelSize = kernelSize
    self.operation = operation
    parameters = try WeightAndBias(
      hasBias: hasBias, seed: seed, learningRateMultiplier: learningRateMultiplier)
  }

  public var inputKind: InputKind? { .picture }
  public var isBuilt: Bool { parameters.weight != nil }

  /// Whether each filter has a bias.
  public var hasBias: Bool { parameters.hasBias }
  /// What the initial weights are drawn from.
  public var seed: UInt64 { parameters.seed }
  /// What the learning rate is multiplied by for weight and bias.
  public var learningRateMultiplier: Double { parameters.learningRateMultiplier }

  public var settings: Settings {
    Settings("Conv").with(ConvLayer.filters, filters).with(ConvLayer.kernelSize, kernelSize)
      .with(Conv.stride, operation.stride).with(Conv.padding, operation.padding)
      .with(Conv.dilation, operation.dilation).with(Conv.groups, operation.groups)
      .with(ConvLayer.bias, hasBias).with(LayerOptions.learningRateMultiplier, learningRateMultiplier)
  }

  public var window: LayerWindow? {
    LayerWindow(kernel: kernelSize, stride: operation.stride, dilation: operation.dilation)
  }

  /// - Throws: `option` where a number of groups does not divide the channels and the filters.
  static func check(_ groups: Int, channels: Int, filters: Int) throws(TensorError) {
    guard groups >= 1, channels % groups == 0, filters % groups == 0 else {
      throw TensorError(
        .option, "groups=\(groups) does not divide both \(channels) channels and \(filters) filters",
        help: "groups must divide both")
    }
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    try PictureBatch.check(input, name)
    let channels = input[1]
    let groups = operation.groups
    try ConvLayer.check(groups, channels: channels, filters: filters)
    let shape =
      if let weight = parameters.weight { weight.tensor.shape } else {
        try Shape(checking: filters, channels / groups, kernelSize.rows, kernelSize.columns)
      }
    guard shape[1] == channels / groups else {
      throw TensorError(
        .shapes,
        "its filters \(shape) were made for pictures [\(shape[1] * groups), H, W], but the input is [\(channels), H, W]"
      )
    }
    // Before anything is allocated.
    let result = try operation.resultShape([input, shape])
    try parameters.build(shape, inputs: shape.count / max(filters, 1), outputs: filters, &weights)
    return result
  }

  func forward(_ x: Tensor, rectified: Bool, _ execution: Execution) throws(TensorError) -> Tensor {
    var operation = operation
    operation.rectified = rectified
    return try operation.apply(parameters.operands(x), in: execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try parameters.visit(visitor)
  }
}

extension Optional<Parameter> {
  /// Shows the parameter where there is one.
  mutating func visit(_ name: String, _ visitor: ParameterVisitor) throws(TensorError) {
    guard var parameter = self else { return }
    try visitor(name, &parameter)
    self = parameter
  }
}
