import Engine

/// What is done with networks, beside training them.
enum NetworkFunctions {
  static let all: [BuiltIn] = [build, classify, freeze, unfreeze]

  private static let network = BuiltIn.Parameter.required("net", "a network")

  private static let inputSize = BuiltIn.Parameter.required(
    "size", "the shape of one input: [28, 28], [3, 32, 32], or a number of features")

  private static let build = BuiltIn(
    "build", .networks, "Gives a network its weights, for pictures of a size.",
    [network, inputSize],
    details: """
      The same weights that it would draw for the first picture that it sees. A network that already has weights keeps them, and \
      becomes one for inputs of that shape; where its layers cannot take them, that is an error.
      """,
    examples: [
      .init(code: "build(Chain(Conv(4, 3), Flatten(), Dense(10)), [28, 28]).parameters", result: "27090"),
      .init(code: "build(Conv(4, 3), [2, 2])", fails: .shapes),
      .init(code: "build(Conv(4, 3), [1, 1, 8, 8])", fails: .rank),
      .init(code: "build(build(Dense(2), 5), 7)", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    var object = try arguments.network(0)
    let extents = try arguments.integers(inputSize)
    let (watched, execution) = (object.watched, arguments.interpreter.execution)
    var network = object.current
    try arguments.engine([1]) { () throws(TensorError) in
      let shape = try Shape(checking: extents)
      if let watched, watched.isWhole { try watched.whole.build(for: shape, in: execution) }
      try network.adapt(to: shape, in: execution)
    }
    if let watched {
      guard watched.whole.network.isBuilt else { throw arguments.located(WatchedPart.unbuilt, [0]) }
      return .object(object)
    }
    object.network = network
    return .object(object)
  }

  private static let classify = BuiltIn(
    "classify", .networks, "The classes that a network assigns to pictures, by name.",
    [network, .required("x", "a picture, a batch, or a data set")],
    details:
      "A string for a picture, a list for several. A network that learned no classes gives their numbers.",
    examples: [
      .init(code: "classify(Chain(Flatten(), Dense(1)), ones(4, 4))", result: "\"1\""),
      .init(code: "classify(3, ones(4, 4))", fails: .wrongType),
    ],
    torch: "classes[net(x).argmax(1)]"
  ) { arguments throws(Diagnostic) in
    let object = try arguments.network(0)
    let (network, interpreter) = (object.detached, arguments.interpreter)
    guard let data = arguments.object(1, as: DataObject.self)?.data else {
      let x = try arguments.tensor(1).detached
      object.noteGuess(x, interpreter)
      let scores = try arguments.engine([1]) { () throws(TensorError) in
        try network(x, in: interpreter.execution)
      }
      let names = try NetworkFunctions.names(of: scores, object, arguments)
      return scores.rank == 1 ? names[0] : .list(names)
    }
    var names: [Value] = []
    var ticker = ProgressTicker("classify", total: data.count, interpreter)
    for start in stride(from: 0, to: data.count, by: picturesAtOnce) {
      let places = Array(start..<min(start + picturesAtOnce, data.count))
      let scores = try arguments.engine([0]) { () throws(TensorError) in
        try network(
          data.batch(places, as: network.dtype, in: interpreter.execution).pictures, in: interpreter.execution
        )
      }
      names += try NetworkFunctions.names(of: scores, object, arguments)
      ticker.reach(start + places.count)
    }
    return .list(names)
  }

  /// Of a large set: what comes out of every layer for all its pictures would fill the memory.
  private static let picturesAtOnce = 256

  /// The class with the largest score, for each row of scores.
  private static func names(
    of scores: Tensor, _ object: NetworkObject, _ arguments: Arguments
  ) throws(Diagnostic) -> [Value] {
    guard scores.rank == 1 || scores.rank == 2, scores.count > 0 else {
      throw arguments.failure(
        .rank, "a classifier gives scores [classes], and this network \(scores.shape)", at: 0)
    }
    let width = scores.shape[scores.rank - 1]
    return stride(from: 0, to: scores.count, by: width).map { start in
      let best = (0..<width).reduce(0) {
        scores.element(start + $1) > scores.element(start + $0) ? $1 : $0
      }
      return Value.string(object.classes.flatMap { best < $0.count ? $0[best] : nil } ?? "\(best + 1)")
    }
  }

  private static let layers = BuiltIn.Parameter.optional(
    "layers",
    "which layers: 2, 1:3, [2, 4], a name or path such as \"stem\" or \"2.1\", or a list of these; all without it"
  )

  private static let freeze = freezing(
    "freeze", "Freezes weights: their gradient is zero, and training does not change them.", true,
    details: """
      The running statistics of a BatchNorm are not learned along a gradient: as in PyTorch (requires_grad=False), a frozen \
      one takes the batch's own statistics while the network trains, and its running ones follow them.
      """,
    examples: [
      .init(
        code: "net = Chain(Flatten(), Dense(2), Dense(2)); n = freeze(build(net, [2, 2]), 2); "
          + "max(abs(grad(n -> sum(n(ones(2, 2))), n)[2].weight))", result: "0"),
      .init(
        code: "net = Chain(Flatten(), Dense(2), Dense(2)); n = freeze(build(net, [2, 2]), [2, 3]); "
          + "max(abs(grad(n -> sum(n(ones(2, 2))), n)[3].weight))", result: "0"),
    ])
  private static let unfreeze = freezing(
    "unfreeze", "Makes frozen weights trainable again.", false, details: "",
    examples: [.init(code: "unfreeze(build(Dense(2, seed=1), 3)).parameters", result: "8")])

  private static func freezing(
    _ name: String, _ summary: String, _ freezes: Bool, details: String, examples: [BuiltIn.Example]
  ) -> BuiltIn {
    let weights =
      "The network must have its weights: it has seen a picture in train, or build(net, size) gives them."
    return BuiltIn(
      name, .networks, summary, [network, layers],
      details: details.isEmpty ? weights : weights + "\n" + details,
      examples: examples + [
        .init(code: "\(name)(Dense(2))", fails: .size),
        .init(code: "\(name)(build(Chain(Dense(2)), 3), 5)", fails: .index),
      ]
    ) { arguments throws(Diagnostic) in
      var object = try arguments.network(0)
      guard object.watched == nil, !object.network.isTaped else {
        throw arguments.failure(
          .gradient, "a network cannot be frozen while its gradient is being taken", at: 0,
          help: "\(name) it before grad")
      }
      guard object.network.isBuilt else {
        throw arguments.failure(
          .size, "the network has no weights yet: they come with the first picture", at: 0,
          help: "build(net, [28, 28]) gives it weights for pictures of that size")
      }
      var prefixes: [String] = []
      if arguments.optional(layers) != nil {
        prefixes = try arguments.layerPaths(layers, of: object.network)
        guard !prefixes.isEmpty else {
          throw arguments.failure(
            .index, "`layers` is empty", at: layers, help: "\(name)(net) alone means all of them")
        }
      }
      // The path of the network itself is empty.
      if prefixes.contains("") { prefixes = [] }
      object.network = object.network.changing(prefixes) { $0.isFrozen = freezes }
      return .object(object)
    }
  }
}
