import Engine

/// What is done with networks, beside training them.
enum NetworkFunctions {
  static let all: [BuiltIn] = [build, classify, freeze, unfreeze]

  private static let network = BuiltIn.Parameter.required("net", "a network")

  private static let build = BuiltIn(
    "build", .networks, "Gives a network its weights, for pictures of a size.",
    [network, .required("size", "the shape of one input: [28, 28], [3, 32, 32], or a number of features")],
    details: "The same weights that it would draw for the first picture that it sees.",
    examples: [
      .init(code: "build(Chain(Conv(4, 3), Flatten(), Dense(10)), [28, 28]).parameters", result: "27090"),
      .init(code: "build(Conv(4, 3), [2, 2])", refused: .shapes),
      .init(code: "build(Conv(4, 3), [1, 1, 8, 8])", refused: .rank),
    ]
  ) { arguments throws(Diagnostic) in
    var object = try arguments.network(0)
    let extents = try arguments.integers([arguments.value(1)], [arguments.spans[1]])
    object.network = try arguments.engine([1]) { () throws(TensorError) in
      var network = object.network
      try network.build(for: Shape(checking: extents), in: arguments.interpreter.execution)
      return network
    }
    return .object(object)
  }

  private static let classify = BuiltIn(
    "classify", .networks, "What a network takes pictures for, by name.",
    [network, .required("x", "a picture, a batch, or a data set")],
    details:
      "A string for a picture, a list for several. A network that learned no classes gives their numbers.",
    examples: [
      .init(code: "classify(Chain(Flatten(), Dense(1)), ones(4, 4))", result: "\"1\""),
      .init(code: "classify(3, ones(4, 4))", refused: .wrongType),
    ],
    torch: "classes[net(x).argmax(1)]"
  ) { arguments throws(Diagnostic) in
    let object = try arguments.network(0)
    let execution = arguments.interpreter.execution
    let scores: Tensor
    if let data = arguments.object(1, as: DataObject.self)?.data {
      scores = try arguments.engine([0]) { () throws(TensorError) in
        try object.network(data.batch(Array(0..<data.count), in: execution).pictures, in: execution)
      }
    } else {
      let x = try arguments.tensor(1).detached
      scores = try arguments.engine([1]) { () throws(TensorError) in try object.network(x, in: execution) }
    }
    guard scores.rank == 1 || scores.rank == 2, scores.count > 0 else {
      throw arguments.failure(
        .rank, "a classifier gives scores [classes], and this network \(scores.shape)", at: 0)
    }
    let width = scores.shape[scores.rank - 1]
    let all = scores.elements
    let names = stride(from: 0, to: all.count, by: width).map { start in
      let best = (0..<width).reduce(0) { all[start + $1] > all[start + $0] ? $1 : $0 }
      return Value.string(object.classes.flatMap { best < $0.count ? $0[best] : nil } ?? "\(best + 1)")
    }
    return scores.rank == 1 ? names[0] : .list(names)
  }

  private static let layers = BuiltIn.Parameter.optional(
    "layers", "none", "which layers: a number or a range; all without it")

  private static let freeze = freezing(
    "freeze", "Keeps weights as they are: their gradient is zero, and training leaves them.", true,
    examples: [
      .init(
        code: "net = Chain(Flatten(), Dense(2), Dense(2)); n = freeze(build(net, [2, 2]), 2); "
          + "max(abs(grad(n -> sum(n(ones(2, 2))), n)[2].weight))", result: "0")
    ])
  private static let unfreeze = freezing(
    "unfreeze", "Lets weights that were frozen learn again.", false,
    examples: [.init(code: "unfreeze(build(Dense(2, seed=1), 3)).parameters", result: "8")])

  private static func freezing(
    _ name: String, _ summary: String, _ freezes: Bool, examples: [BuiltIn.Example]
  ) -> BuiltIn {
    BuiltIn(
      name, .networks, summary, [network, layers],
      details:
        "The network must have its weights: it has seen a picture in train, or build(net, size) gives them.",
      examples: examples + [
        .init(code: "\(name)(Dense(2))", refused: .size),
        .init(code: "\(name)(build(Chain(Dense(2)), 3), 5)", refused: .index),
      ]
    ) { arguments throws(Diagnostic) in
      var object = try arguments.network(0)
      guard object.network.isBuilt else {
        throw arguments.failure(
          .size, "the network has no weights yet: they come with the first picture", at: 0,
          help: "build(net, [28, 28]) gives it weights for pictures of that size")
      }
      var prefixes: [String] = []
      if let value = arguments.optional(1) {
        for number in try arguments.integers([value], [arguments.spans[1]]) {
          guard number >= 1, number <= object.network.layers.count else {
            throw arguments.failure(
              .index, "there is no layer \(number): the network has \(object.network.layers.count)", at: 1)
          }
          prefixes.append("\(number)")
        }
      }
      object.network = object.network.changing(prefixes) { $0.isFrozen = freezes }
      return .object(object)
    }
  }
}
