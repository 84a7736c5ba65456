import Engine

/// Layers with something to learn, and what puts layers together.
enum LayerFunctions {
  static let all: [BuiltIn] = [chain, conv, dense, linear, affine, batchNorm]

  /// Options that every layer with weights has.
  static let learning: [BuiltIn.Parameter] = [
    .named("seed", "none", "fixes the weights it begins with; drawn without it"),
    .named("rate", "1", "what the learning rate is multiplied by for this layer"),
  ]

  private static let chain = BuiltIn(
    "Chain", .networks, "Layers one after the other: a network.",
    [.variadic("layers", "layers or networks, in their order")],
    details: """
      net(x) is what it says of a picture [H, W] or [C, H, W], a row [F], or a batch of them. A matrix is one picture [H, W] \
      where the first layer that takes only one of both takes pictures (Conv, MaxPool, AvgPool, Flatten, Affine), and rows \
      [N, F] where it takes rows (Dense, Linear); where there is no such layer it is taken for rows, with a note.
      Shapes are found out by the first picture that it sees, and its weights are drawn then: as in PyTorch, evenly \
      spread between -1 / sqrt(inputs) and 1 / sqrt(inputs), from the seed that each layer drew when it was made.
      net[2] is its second layer, net[1:3] a chain of three; net[1].weight are the filters of the first.
      A network is a value: net - 0.1 * grad(n -> cross_entropy(n(x), y), net) is a step of gradient descent.
      Inside grad it trains: BatchNorm takes the batch's own statistics, Dropout drops; elsewhere it evaluates. So does each \
      part of it: n[3:end](n[1:2](x)) has the gradient, and the new running statistics, of n(x).
      """,
    examples: [
      .init(
        code: "net = Chain(Conv(4, 3), Relu(), Flatten(), Dense(2)); shape(net(ones(8, 8)))", result: "[2]"),
      .init(code: "Chain(Conv(4, 3), Flatten())(ones(5, 1, 8, 8)) |> shape", result: "[5, 144]"),
      .init(code: "Chain(relu)", refused: .wrongType),
      .init(code: "Chain(Conv(4, 3), Dense(2))(ones(8, 8))", refused: .rank),
    ],
    torch: "nn.Sequential(...)"
  ) { arguments throws(Diagnostic) in .object(try arguments.chain()) }

  private static let conv = BuiltIn(
    "Conv", .networks, "A layer of filters that slide over the picture.",
    [
      .required("filters", "how many"), .required("kernel_size", "their size: a number or [rows, columns]"),
    ] + ConvolutionFunctions.options + [.named("bias", "true", "whether each filter has a bias")] + learning,
    details: """
      The number of channels is found out by the first picture. weight is [filters, channels / groups, h, w].
      Parameters: filters · channels / groups · h · w, and a bias for each filter.
      """,
    examples: [
      .init(code: "shape(Conv(8, 3, padding=1)(ones(28, 28)))", result: "[8, 28, 28]"),
      .init(code: "Conv(0, 3)", refused: .option), .init(code: "Conv(1, 8, 3)", refused: .surplusArgument),
      .init(code: "Conv(8, 5)(ones(3, 3))", refused: .shapes),
    ],
    torch: "nn.Conv2d(channels, filters, kernel_size)",
    surplusHelp: "channels are found out by themselves: PyTorch's nn.Conv2d(1, 8, 3) is Conv(8, 3)"
  ) { arguments throws(Diagnostic) in
    let (rows, columns) = try arguments.pair(1, default: nil, 1...Int(Int32.max))
    let operation = try ConvolutionFunctions.convolution(arguments, options: 2)
    let hasBias = try arguments.boolean(6, default: true)
    let (filters, seed) = (try arguments.integer(0, 1...Int(Int32.max)), try arguments.seed(7))
    let rate = try rate(arguments, 8)
    return try layer(arguments) { () throws(TensorError) in
      try ConvLayer(
        filters, Pair(rows, columns), operation, hasBias: hasBias, seed: seed, rateFactor: rate)
    }
  }

  private static let dense = BuiltIn(
    "Dense", .networks, "A layer of neurons, each of which sees every number that comes in.",
    [.required("units", "how many neurons"), .named("bias", "true", "whether each has a bias")] + learning,
    formulas: ["y[o] = bias[o] + sum(weight[o, :] * x)", "shape(weight) = [units, count(x)]"],
    details: "Pictures become rows by Flatten() before it.",
    examples: [
      .init(code: "shape(Dense(3)(ones(5, 8)))", result: "[5, 3]"), .init(code: "Dense(0)", refused: .option),
      .init(code: "Dense(784, 10)", refused: .surplusArgument),
    ],
    torch: "nn.Linear(inputs, units)",
    surplusHelp:
      "inputs are found out by themselves: PyTorch's nn.Linear(784, 10) is Dense(10), or Linear(784, 10)"
  ) { arguments throws(Diagnostic) in
    let units = try arguments.integer(0, 1...Int(Int32.max))
    let (hasBias, seed) = (try arguments.boolean(1, default: true), try arguments.seed(2))
    let rate = try rate(arguments, 3)
    return try layer(arguments) { () throws(TensorError) in
      try DenseLayer(units, hasBias: hasBias, seed: seed, rateFactor: rate)
    }
  }

  private static let linear = BuiltIn(
    "Linear", .networks, "Dense with the number of inputs said beforehand.",
    [
      .required("inputs", "how many numbers come in"), .required("units", "how many neurons"),
      .named("bias", "true", "whether each has a bias"),
    ] + learning,
    examples: [
      .init(code: "shape(Linear(8, 3)(ones(5, 8)))", result: "[5, 3]"),
      .init(code: "Linear(8, 3)(ones(5, 9))", refused: .shapes),
    ],
    torch: "nn.Linear(inputs, units)"
  ) { arguments throws(Diagnostic) in
    let (inputs, units) = (
      try arguments.integer(0, 1...Int(Int32.max)), try arguments.integer(1, 1...Int(Int32.max))
    )
    let (hasBias, seed) = (try arguments.boolean(2, default: true), try arguments.seed(3))
    let rate = try rate(arguments, 4)
    return try layer(arguments) { () throws(TensorError) in
      try DenseLayer(units, inputs: inputs, hasBias: hasBias, seed: seed, rateFactor: rate)
    }
  }

  private static let affine = BuiltIn(
    "Affine", .networks, "A spatial transformer: a small network says how the picture is to be seen.",
    [
      .required("localisation", "the network that looks at the picture; whatever it gives is flattened"),
      .named(
        "size", "none", "the result's rows and columns: a number or [rows, columns]; the picture's without it"
      ),
    ] + SamplingFunctions.gridOptions + [learning[1]],
    details: """
      A last linear layer makes theta of what the localisation network gives; it begins with weights 0 and the identity \
      as its bias, so that the transformer begins by changing nothing. net[1].theta.bias is that theta.
      theta is PyTorch's, from −1 to 1: pixel_theta makes the lecture's of it.
      rate=0.1 lets it learn ten times slower than the rest.
      With mode="round" the gradient by theta is exactly zero, and it learns nothing.
      """,
    examples: [
      .init(code: "allclose(Affine(Chain(Flatten(), Dense(4)))(eye(5)), stack(eye(5)))", result: "true"),
      .init(code: "shape(Affine(Flatten(), size=[8, 6])(ones(1, 12, 12)))", result: "[1, 8, 6]"),
      .init(code: "Affine(3)", refused: .wrongType),
    ],
    torch: "F.grid_sample(x, F.affine_grid(localisation(x).view(-1, 2, 3), x.size()))"
  ) { arguments throws(Diagnostic) in
    let localisation = try arguments.member(try arguments.network(0))
    let size = arguments.optional(1) == nil ? nil : try arguments.pair(1, 1)
    let sampling = try SamplingFunctions.gridSampling(arguments, options: 2)
    let rate = try rate(arguments, 5)
    var object = NetworkObject(
      Network(
        try arguments.engine { () throws(TensorError) in
          try AffineLayer(localisation.network.root, size: size, sampling: sampling, rateFactor: rate)
        }))
    object.trains = localisation.trains
    if localisation.network.root.isBuilt, let shape = localisation.network.inputShape {
      // What does not fit is an error where it is used.
      try? object.network.build(for: shape, in: arguments.interpreter.execution)
    }
    return .object(object)
  }

  private static let batchNorm = BuiltIn(
    "BatchNorm", .networks, "Brings each channel to mean 0 and variance 1, then scales and moves it.",
    [
      .named("eps", "1e-5", "a small number, so that nothing is divided by 0"),
      .named("momentum", "0.1", "how fast the running statistics follow"), learning[1],
    ],
    details: """
      While it trains, mean and variance are the batch's own; when it evaluates, running ones, which follow them.
      It trains in `train`, and where a gradient by the network itself is taken; net(x, training=true) trains anywhere.
      weight begins at 1, bias at 0, running_mean at 0, running_var at 1, one number for each channel.
      """,
    examples: [
      .init(code: "BatchNorm()(ones(2, 1, 2, 2)) |> max", result: "0.99999500"),
      .init(code: "BatchNorm(momentum=2)", refused: .option),
    ],
    torch: "nn.BatchNorm2d(channels)"
  ) { arguments throws(Diagnostic) in
    let (epsilon, momentum) = (
      try arguments.number(0, default: 1e-5), try arguments.number(1, default: 0.1)
    )
    let rate = try rate(arguments, 2)
    return try layer(arguments) { () throws(TensorError) in
      try BatchNormLayer(epsilon: epsilon, momentum: momentum, rateFactor: rate)
    }
  }

  /// A layer as a value.
  static func layer(
    _ arguments: Arguments, _ make: () throws(TensorError) -> any Layer
  ) throws(Diagnostic) -> Value {
    .object(NetworkObject(Network(try arguments.engine { () throws(TensorError) in try make() })))
  }

  /// The factor of the learning rate, which stands at this place.
  private static func rate(_ arguments: Arguments, _ position: Int) throws(Diagnostic) -> Double {
    let rate = try arguments.number(position, default: 1)
    guard rate >= 0, rate.isFinite else {
      throw arguments.failure(
        .option, "`rate` is a factor that is not negative, not \(Formatter.number(rate))", at: position)
    }
    return rate
  }
}
