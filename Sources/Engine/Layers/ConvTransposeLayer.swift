/// A transposed convolution, which makes the pictures of a batch larger. `weight` is `[C, filters / groups, h, w]`, `bias` `[filters]`.
/// PyTorch: `nn.ConvTranspose2d`, and as it begins: evenly spread within 1 / √(filters / groups · h · w).
public struct ConvTransposeLayer: Layer {
  /// The class `ConvTranspose`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "ConvTranspose",
    [
      ConvLayer.filters.option, ConvLayer.kernelSize.option, ConvTranspose.stride.option,
      ConvTranspose.padding.option, ConvTranspose.outputPadding.option, Conv.groups.option,
      Conv.dilation.option, ConvLayer.bias.option, LayerOptions.seed.option,
      LayerOptions.learningRateMultiplier.option,
    ], function: .call("conv_transpose", parameters: ["weight", "bias"]),
    help: HelpText(
      "A layer that makes pictures larger: each number spreads over the result, by a kernel that is learned.",
      details: """
        The first picture determines the number of channels. weight is [channels, filters / groups, h, w].
        ConvTranspose(filters, 2, stride=2) doubles rows and columns, as in the decoder of a U-Net.
        """,
      examples: [
        .gives("shape(ConvTranspose(8, 2, stride=2)(ones(16, 7, 7)))", "[8, 14, 14]"),
        .gives("shape(ConvTranspose(1, 4, stride=2, padding=1)(ones(7, 7)))", "[1, 14, 14]"),
        .fails("ConvTranspose(0, 3)", .option),
        .fails("ConvTranspose(8, 2, stride=2, output_padding=2)(ones(3, 3))", .option),
      ],
      torch: "nn.ConvTranspose2d(channels, filters, kernel_size, stride)",
      extraArguments:
        "the first picture determines the number of channels: PyTorch's nn.ConvTranspose2d(16, 8, 2) is ConvTranspose(8, 2)"
    )
  ) { settings, _ throws(TensorError) in
    let operation = ConvTranspose(
      stride: try settings.value(ConvTranspose.stride), padding: try settings.value(ConvTranspose.padding),
      outputPadding: try settings.value(ConvTranspose.outputPadding),
      groups: try settings.value(Conv.groups), dilation: try settings.value(Conv.dilation))
    return try ConvTransposeLayer(
      settings.value(ConvLayer.filters), settings.value(ConvLayer.kernelSize), operation,
      hasBias: settings.value(ConvLayer.bias), seed: settings.seed(),
      learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  /// How many channels the result has.
  public let filters: Int
  /// The rows and columns of a kernel.
  public let kernelSize: Pair
  /// The transposed convolution: stride, padding, groups and dilation.
  public let operation: ConvTranspose
  public var givenName: String?
  private var parameters: WeightAndBias

  /// - Parameters:
  ///   - filters: how many channels the result has.
  ///   - kernelSize: the rows and columns of a kernel.
  ///   - operation: the transposed convolution: stride, padding, groups and dilation.
  ///   - hasBias: whether each channel of the result has a bias.
  ///   - seed: what the initial weights are drawn from.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for weight and bias; not negative.
  /// - Throws: `option` for numbers below 1, or a negative multiplier.
  public init(
    _ filters: Int, _ kernelSize: Pair, _ operation: ConvTranspose = ConvTranspose(),
    hasBias: Bool = ConvLayer.bias.standard, seed: UInt64,
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

  /// Whether each channel of the result has a bias.
  public var hasBias: Bool { parameters.hasBias }
  /// What the initial weights are drawn from.
  public var seed: UInt64 { parameters.seed }
  /// What the learning rate is multiplied by for weight and bias.
  public var learningRateMultiplier: Double { parameters.learningRateMultiplier }

  public var settings: Settings {
    Settings("ConvTranspose").with(ConvLayer.filters, filters).with(ConvLayer.kernelSize, kernelSize)
      .with(ConvTranspose.stride, operation.stride).with(ConvTranspose.padding, operation.padding)
      .with(ConvTranspose.outputPadding, operation.outputPadding).with(Conv.groups, operation.groups)
      .with(Conv.dilation, operation.dilation).with(ConvLayer.bias, hasBias)
      .with(LayerOptions.learningRateMultiplier, learningRateMultiplier)
  }

  /// Of the kernels' taps only every stride-th meets a number.
  public var window: LayerWindow? {
    let (stride, dilation) = (operation.stride, operation.dilation)
    return LayerWindow(
      kernel: Pair(
        (kernelSize.rows - 1) * dilation.rows / stride.rows + 1,
        (kernelSize.columns - 1) * dilation.columns / stride.columns + 1),
      stride: 1, enlargement: stride)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    try PictureBatch.check(input, name)
    let (channels, groups) = (input[1], operation.groups)
    try ConvLayer.check(groups, channels: channels, filters: filters)
    let shape =
      if let weight = parameters.weight { weight.tensor.shape } else {
        try Shape(checking: channels, filters / groups, kernelSize.rows, kernelSize.columns)
      }
    guard shape[0] == channels else {
      throw TensorError(
        .shapes,
        "its weights \(shape) were made for pictures [\(shape[0]), H, W], but the input is [\(channels), H, W]"
      )
    }
    // Before anything is allocated.
    let result = try operation.resultShape([input, shape])
    try parameters.build(shape, inputs: shape.count / max(channels, 1), outputs: filters, &weights)
    return result
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try operation.apply(parameters.operands(x), in: pass.execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try parameters.visit(visitor)
  }
}
