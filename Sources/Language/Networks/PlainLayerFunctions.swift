import Engine

/// Layers with nothing to learn.
enum PlainLayerFunctions {
  static let all: [BuiltIn] = [
    maxPool, avgPool, flatten, relu, leakyRelu, sigmoid, tanh, softmax, dropout,
  ]

  private static let maxPool = BuiltIn(
    PlainLayer<MaxPool>.description, "A layer that keeps the largest number of each window.",
    examples: [
      .init(code: "MaxPool(2)([1, 2, 5, 0; 3, 4, 1, 1])", result: "[[[4, 5]]]"),
      .init(code: "MaxPool(3)(ones(2, 2))", refused: .shapes),
    ],
    torch: "nn.MaxPool2d(2)")

  private static let avgPool = BuiltIn(
    PlainLayer<AvgPool>.description, "A layer that takes the mean of each window.",
    examples: [
      .init(code: "AvgPool(2)([1, 2, 5, 0; 3, 4, 1, 2])", result: "[[[2.5, 2]]]"),
      .init(code: "AvgPool(3)(ones(2, 2))", refused: .shapes),
    ],
    torch: "nn.AvgPool2d(2)")

  private static let flatten = BuiltIn(
    PlainLayer<Flatten>.description, "A layer that makes one row of each picture.",
    examples: [
      .init(code: "Flatten()([1, 2; 3, 4])", result: "[1, 2, 3, 4]"),
      .init(code: "shape(Flatten()(ones(5, 3, 2, 2)))", result: "[5, 12]"),
      .init(code: "Flatten(1)", refused: .surplusArgument),
    ],
    torch: "nn.Flatten()")

  private static let relu = activation(
    PlainLayer<Relu>.description, "A layer that makes negative numbers 0.", torch: "nn.ReLU()", "[0, 2]")
  private static let sigmoid = activation(
    PlainLayer<Sigmoid>.description, "A layer of 1 / (1 + exp(−x)).", torch: "nn.Sigmoid()",
    "sigmoid([-1, 2])")
  private static let tanh = activation(
    PlainLayer<Tanh>.description, "A layer of hyperbolic tangents, from −1 to 1.", torch: "nn.Tanh()",
    "tanh([-1, 2])")
  private static let softmax = activation(
    PlainLayer<Softmax>.description, "A layer that makes probabilities of the scores of the classes.",
    torch: "nn.Softmax(1)", "softmax([-1, 2])",
    details: "Not before cross_entropy, and so not in a network that train trains: softmax is inside of it.")

  private static func activation(
    _ layer: LayerDescription, _ summary: String, torch: String, _ result: String, details: String = ""
  ) -> BuiltIn {
    let name = layer.name
    return BuiltIn(
      layer, summary, details: details,
      examples: [
        .init(code: "\(name)()([-1, 2])", result: result),
        .init(code: "\(name)([-1, 2])", refused: .surplusArgument),
      ], torch: torch,
      surplusHelp:
        "\(name)() makes the layer, and \(name)()(x) applies it; the function is \(name.lowercased())(x)")
  }

  private static let leakyRelu = BuiltIn(
    PlainLayer<LeakyRelu>.description, "A layer that makes negative numbers small.",
    examples: [
      .init(code: "LeakyRelu(0.1)([-1, 2])", result: "[-0.1, 2]"),
      .init(code: "LeakyRelu(\"much\")", refused: .wrongType),
    ],
    torch: "nn.LeakyReLU(0.01)")

  private static let dropout = BuiltIn(
    DropoutLayer.description, "A layer that sets numbers to 0 at random while the network trains.",
    details: """
      What stays is multiplied by 1 / (1 − p). When the network evaluates, nothing happens.
      It trains in `train`, and where a gradient by the network itself is taken: grad(n -> loss(n(x)), net). In a \
      gradient by the picture it evaluates; net(x, training=true) trains anywhere, and training=false nowhere.
      """,
    examples: [
      .init(code: "Dropout(0.5)([1, 2])", result: "[1, 2]"),
      .init(code: "Dropout(1)([1, 2], training=true)", result: "[0, 0]"),
      .init(code: "d = Dropout(1); grad(x -> sum(d(x)), [1, 2])", result: "[1, 1]"),
      .init(code: "d = Dropout(1); grad(x -> sum(d(x, training=true)), [1, 2])", result: "[0, 0]"),
      .init(code: "Dropout(2)", refused: .option),
    ],
    torch: "nn.Dropout(0.5)")
}
