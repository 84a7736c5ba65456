// Activations as layers: element-wise operations, and softmax.

extension PlainLayer where Op == Relu {
  /// The class `Relu`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Relu", [], function: .call("relu"),
    help: HelpText(
      "A layer that replaces negative numbers by 0.",
      examples: [.gives("Relu()([-1, 2])", "[0, 2]")], torch: "nn.ReLU()")
  ) { _, _ in PlainLayer()
  }

  /// PyTorch: `nn.ReLU`.
  public init() { self.init(Settings("Relu"), Relu()) }
}

extension PlainLayer where Op == LeakyRelu {
  /// The class `LeakyRelu`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "LeakyRelu", [LeakyRelu.negativeSlope.option], function: .call("leaky_relu"),
    help: HelpText(
      "A layer that makes negative numbers small.",
      examples: [
        .gives("LeakyRelu(0.1)([-1, 2])", "[-0.1, 2]")
      ],
      torch: "nn.LeakyReLU(0.01)")
  ) {
    settings, _ throws(TensorError) in
    PlainLayer(LeakyRelu(negativeSlope: try settings.value(LeakyRelu.negativeSlope)))
  }

  /// PyTorch: `nn.LeakyReLU`.
  /// - Parameter relu: the operation that the layer is.
  public init(_ relu: LeakyRelu) {
    self.init(Settings("LeakyRelu").with(LeakyRelu.negativeSlope, relu.negativeSlope), relu)
  }
}

extension PlainLayer where Op == Sigmoid {
  /// The class `Sigmoid`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Sigmoid", [], function: .call("sigmoid"),
    help: HelpText(
      "A layer of 1 / (1 + exp(−x)).",
      examples: [.gives("Sigmoid()([-1, 2])", "sigmoid([-1, 2])")], torch: "nn.Sigmoid()")
  ) { _, _ in
    PlainLayer()
  }

  /// PyTorch: `nn.Sigmoid`.
  public init() { self.init(Settings("Sigmoid"), Sigmoid()) }
}

extension PlainLayer where Op == Tanh {
  /// The class `Tanh`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Tanh", [], function: .call("tanh"),
    help: HelpText(
      "A layer of hyperbolic tangents, from −1 to 1.",
      examples: [.gives("Tanh()([-1, 2])", "tanh([-1, 2])")], torch: "nn.Tanh()")
  ) { _, _ in PlainLayer()
  }

  /// PyTorch: `nn.Tanh`.
  public init() { self.init(Settings("Tanh"), Tanh()) }
}

extension PlainLayer where Op == Softmax {
  /// The class `Softmax`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Softmax", [], function: .call("softmax"),
    help: HelpText(
      "A layer that turns the scores of the classes into probabilities.",
      details:
        "Not before cross_entropy, and so not in a network that train trains: which includes softmax.",
      examples: [.gives("Softmax()([-1, 2])", "softmax([-1, 2])")], torch: "nn.Softmax(1)")
  ) { _, _ in
    PlainLayer()
  }

  /// Along the classes (the channels of pictures). PyTorch: `nn.Softmax(1)`.
  public init() { self.init(Settings("Softmax"), Softmax(axis: 1), window: nil) }
}
