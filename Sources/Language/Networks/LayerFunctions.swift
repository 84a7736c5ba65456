import Engine

/// Layers with something to learn, and what puts layers together.
enum LayerFunctions {
  static let all: [BuiltIn] = [chain, conv, dense, linear, affine, batchNorm]

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
    ConvLayer.description, "A layer of filters that slide over the picture.",
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
    surplusHelp: "channels are found out by themselves: PyTorch's nn.Conv2d(1, 8, 3) is Conv(8, 3)")

  private static let dense = BuiltIn(
    DenseLayer.dense, "A layer of neurons, each of which sees every number that comes in.",
    formulas: ["y[o] = bias[o] + sum(weight[o, :] * x)", "shape(weight) = [units, count(x)]"],
    details: "Pictures become rows by Flatten() before it.",
    examples: [
      .init(code: "shape(Dense(3)(ones(5, 8)))", result: "[5, 3]"), .init(code: "Dense(0)", refused: .option),
      .init(code: "Dense(784, 10)", refused: .surplusArgument),
    ],
    torch: "nn.Linear(inputs, units)",
    surplusHelp:
      "inputs are found out by themselves: PyTorch's nn.Linear(784, 10) is Dense(10), or Linear(784, 10)")

  private static let linear = BuiltIn(
    DenseLayer.linear, "Dense with the number of inputs said beforehand.",
    examples: [
      .init(code: "shape(Linear(8, 3)(ones(5, 8)))", result: "[5, 3]"),
      .init(code: "Linear(8, 3)(ones(5, 9))", refused: .shapes),
    ],
    torch: "nn.Linear(inputs, units)")

  private static let affine = BuiltIn(
    "Affine", .networks, "A spatial transformer: a small network says how the picture is to be seen.",
    AffineLayer.description.options.map { BuiltIn.Parameter.option($0) },
    details: """
      A last linear layer makes theta of what the localisation network gives; it begins with weights 0 and the identity \
      as its bias, so that the transformer begins by changing nothing. net[1].theta.bias is that theta.
      theta is PyTorch's, from −1 to 1: pixel_theta makes the lecture's of it.
      lr_multiplier=0.1 lets it learn ten times slower than the rest.
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
    let size = try arguments.pictureSize(AffineLayer.size)
    let sampling = try SamplingFunctions.gridSampling(arguments)
    let multiplier = try arguments[LayerOptions.learningRateMultiplier]
    var object = NetworkObject(
      Network(
        try arguments.engine { () throws(TensorError) in
          try AffineLayer(
            localisation.network.root, size: size, sampling: sampling, learningRateMultiplier: multiplier)
        }))
    object.trains = localisation.trains
    if localisation.network.root.isBuilt, let shape = localisation.network.inputShape {
      // What does not fit is an error where it is used.
      try? object.network.build(for: shape, in: arguments.interpreter.execution)
    }
    return .object(object)
  }

  private static let batchNorm = BuiltIn(
    BatchNormLayer.description, "Brings each channel to mean 0 and variance 1, then scales and moves it.",
    details: """
      While it trains, mean and variance are the batch's own; when it evaluates, running ones, which follow them.
      It trains in `train`, and where a gradient by the network itself is taken; net(x, training=true) trains anywhere.
      weight begins at 1, bias at 0, running_mean at 0, running_var at 1, one number for each channel.
      """,
    examples: [
      .init(code: "BatchNorm()(ones(2, 1, 2, 2)) |> max", result: "0.99999500"),
      .init(code: "BatchNorm(momentum=2)", refused: .option),
    ],
    torch: "nn.BatchNorm2d(channels)")
}

extension BuiltIn {
  /// A layer without layers inside, as its description says.
  init(
    _ layer: LayerDescription, _ summary: String, formulas: [String] = [], details: String = "",
    examples: [Example], torch: String, surplusHelp: String? = nil
  ) {
    self.init(
      layer.name, .networks, summary, layer.options.map { Parameter.option($0) }, formulas: formulas,
      details: details, examples: examples, torch: torch, surplusHelp: surplusHelp
    ) { arguments throws(Diagnostic) in
      let settings = try arguments.settings(layer.name, layer.options)
      let made = try arguments.engine { () throws(TensorError) in
        try layer.make(settings) { _ in preconditionFailure("a layer that holds others has a call of its own")
        }
      }
      return .object(NetworkObject(Network(made)))
    }
  }
}
