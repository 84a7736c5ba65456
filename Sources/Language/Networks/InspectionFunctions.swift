import Engine

/// Looking inside networks.
enum InspectionFunctions {
  static let all: [BuiltIn] = [features, saliency, gradcam, receptiveField, transformer, sweep]

  private static let network = BuiltIn.Parameter.required("net", "a network")

  private static let layer = BuiltIn.Parameter.required(
    "layer",
    "which: 3, or \"1.loc.2\" for a part of a part, as `show net` numbers them (loc is localisation), or its name"
  )

  private static let features = BuiltIn(
    "features", .networks, "What comes out of a layer for a picture: its feature maps.",
    [
      network, .required("x", "a picture or a batch"),
      layer,
    ],
    details: "features(net, x, 3) is net[1:3](x); show draws the maps side by side",
    examples: [
      .init(code: "shape(features(Chain(Conv(4, 3), Relu()), ones(8, 8), 1))", result: "[4, 6, 6]"),
      .init(
        code: "shape(features(Chain(Affine(Chain(Conv(4, 3), Flatten()))), ones(8, 8), \"1.loc.2\"))",
        result: "[144]"),
      .init(
        code: "shape(features(Chain(Conv(4, 3, name=\"stem\"), Relu()), ones(8, 8), \"stem\"))",
        result: "[4, 6, 6]"),
      .init(code: "features(Chain(Relu()), ones(8, 8), 3)", fails: .index),
    ],
    torch: "a forward hook: net[2].register_forward_hook(...)"
  ) { arguments throws(Diagnostic) in
    let object = try arguments.network(0)
    let x = try arguments.tensor(1)
    let place = try arguments.layerPlace(layer)
    let (result, pass) = try object.forward(x, arguments, 1, trains: object.isTraining, keepsResults: true)
    let network = object.current
    let results = try arguments.engine { () throws(TensorError) in
      try network.completed(pass.results, with: result, for: x)
    }
    let full = network.fullPath(place)
    if full.isEmpty, !place.isEmpty { return .tensor(result) }
    guard let found = results.first(where: { $0.path == full && !place.isEmpty }) else {
      let error = network.missingLayer(place, among: results.map(\.path))
      throw arguments.failure(.index, error.message, at: layer, help: error.help)
    }
    guard !network.readsAsBatch(x.shape) else { return .tensor(found.result) }
    return .tensor(
      try arguments.engine { () throws(TensorError) in
        try Reshape(Array(found.result.shape.array.dropFirst()))(found.result)
      })
  }

  private static let classNumber = OptionKey<Int?>(
    "class", default: nil, limits: .from(1),
    "the number of the class, from 1; the one with the largest score without it")

  private static let saliency = BuiltIn(
    "saliency", .networks,
    "Which pixels a decision depends on: the gradient of a score with respect to the picture.",
    [
      network, .required("x", "one picture"),
      .option(classNumber.option),
    ],
    formulas: ["y[i, j] = max(abs(grad(x -> net(x)[k], x)[:, i, j]))"],
    details: "k is the class; [H, W] (Simonyan et al. 2014)",
    examples: [
      .init(code: "shape(saliency(Chain(Flatten(), Dense(3)), ones(5, 4)))", result: "[5, 4]"),
      .init(code: "saliency(Chain(Flatten(), Dense(3)), ones(5, 4), class=4)", fails: .index),
      .init(code: "saliency(Chain(Flatten(), Dense(3)), ones(2, 1, 5, 4))", fails: .rank),
    ],
    torch: "x.requires_grad_(); net(x)[c].backward(); x.grad.abs().amax(0)"
  ) { arguments throws(Diagnostic) in
    let network = try arguments.network(0).detached
    let x = try arguments.tensor(1).detached
    guard x.rank < 4 || x.shape[0] == 1 else {
      throw arguments.failure(
        .rank, "saliency takes one picture, not \(x.shape[0])", at: 1, help: "one of them is x[1]")
    }
    let score = try arguments[classNumber].map { $0 - 1 }
    let execution = arguments.interpreter.execution
    return .tensor(
      try arguments.engine([1]) { () throws(TensorError) in
        let gradient = try Abs().apply(
          [network.gradient(byInput: x, of: score, in: execution)], in: execution)
        return gradient.rank == 3 ? try MaxReduce(axes: [0]).apply([gradient], in: execution) : gradient
      })
  }

  private static let mapLayer = BuiltIn.Parameter.named(
    "layer", "whose feature maps are weighted, by its number, path or name; the last Conv without it")

  private static let gradcam = BuiltIn(
    "gradcam", .networks, "Which places of a picture speak for a class, by the feature maps of a layer.",
    [network, .required("x", "one picture"), .option(classNumber.option), mapLayer],
    details: """
      Grad-CAM (Selvaraju et al. 2017): each feature map counts by the mean gradient of the class's score over its places.
      The maps are added up, what is negative becomes 0, and the sum is enlarged to the picture: [H, W].
      saliency(net, x) is as fine as the pixels, and noisier.
      """,
    examples: [
      .init(
        code: "shape(gradcam(Chain(Conv(4, 3), Relu(), Flatten(), Dense(3)), ones(8, 9)))", result: "[8, 9]"),
      .init(code: "gradcam(Chain(Flatten(), Dense(3)), ones(5, 4))", fails: .option),
      .init(code: "gradcam(Chain(Conv(4, 3), Flatten(), Dense(3)), ones(5, 4), layer=7)", fails: .index),
      .init(code: "gradcam(Chain(Conv(4, 3), Flatten(), Dense(3)), ones(5, 4), layer=3)", fails: .rank),
    ],
    torch:
      "a forward hook on the layer, and its gradient: relu((grad.mean((2, 3), keepdim=True) * maps).sum(1))"
  ) { arguments throws(Diagnostic) in
    let network = try arguments.network(0).detached
    let x = try arguments.tensor(1).detached
    guard x.rank < 4 || x.shape[0] == 1 else {
      throw arguments.failure(
        .rank, "gradcam takes one picture, not \(x.shape[0])", at: 1, help: "one of them is x[1]")
    }
    let score = try arguments[classNumber].map { $0 - 1 }
    let place = arguments.optional(mapLayer) == nil ? nil : try arguments.layerPlace(mapLayer)
    if let place, network.layerPath(place)?.isEmpty ?? true {
      let error = network.missingLayer(place)
      throw arguments.failure(.index, error.message, at: mapLayer, help: error.help)
    }
    let layer = place.map(network.fullPath)
    return .tensor(
      try arguments.engine([1]) { () throws(TensorError) in
        try network.gradCAM(x, of: score, layer: layer, in: arguments.interpreter.execution)
      })
  }

  private static let place = OptionKey<Pair?>(
    "at", default: nil, limits: .from(1),
    "[row, column] of the result, or a number for both; its middle without it")

  private static let pictureShape = BuiltIn.Parameter.required(
    "size", "the shape of the picture: [28, 28] or [3, 32, 32]")

  private static let receptiveField = BuiltIn(
    "receptive_field", .networks, "Which pixels a number of the result sees, and how much of each.",
    [
      network, pictureShape,
      .option(place.option),
    ],
    details: """
      The mean of |∂ result / ∂ pixel| over 16 random pictures, over the channels of the result and over those of the picture: \
      [H, W], 0 where nothing is seen. The window that `show net` computes contains all of it; most of it comes from the \
      middle (Luo et al. 2016).
      """,
    examples: [
      .init(code: "sum(receptive_field(Chain(Conv(2, 3), Conv(2, 3)), [9, 9]) > 0)", result: "25"),
      .init(code: "receptive_field(Chain(Conv(2, 3)), [9, 9], at=[8, 8])", fails: .index),
      .init(code: "receptive_field(Chain(Flatten(), Dense(2)), [9, 9])", fails: .rank),
    ]
  ) { arguments throws(Diagnostic) in
    let network = try arguments.network(0).detached
    let extents = try arguments.integers(pictureShape)
    guard extents.count == 2 || extents.count == 3 else {
      throw arguments.wrongType(pictureShape, "[H, W] or [C, H, W]")
    }
    let place = try arguments[place]
    return .tensor(
      try arguments.engine([1]) { () throws(TensorError) in
        try network.receptiveField(
          Shape(checking: extents), at: place.map { ($0.rows - 1, $0.columns - 1) },
          in: arguments.interpreter.execution)
      })
  }

  private static let transformer = BuiltIn(
    "transformer", .networks, "Where a spatial transformer looks, and what it makes of it.",
    [network, .required("x", "a picture or a batch")],
    details: """
      .theta is [2, 3] in PyTorch's coordinates, .box the corners [4, 2] (row, column) of the area it looks at, in the input; \
      .grid the points [h, w, 2] that are asked for, (x, y) from −1 to 1; .output the transformer's result, .picture the input with the box drawn. show draws both.
      For a batch each has one more dimension.
      """,
    examples: [
      .init(code: "transformer(Chain(Affine(Flatten())), eye(4)).theta", result: "[1, 0, 0; 0, 1, 0]"),
      .init(
        code: "transformer(Chain(Affine(Flatten())), eye(4)).box",
        result: "[0.5, 0.5; 0.5, 4.5; 4.5, 4.5; 4.5, 0.5]"),
      .init(code: "transformer(Chain(Relu()), eye(4))", fails: .option),
    ]
  ) { arguments throws(Diagnostic) in
    let network = try arguments.network(0).detached
    let x = try arguments.tensor(1).detached
    let view = try arguments.engine([1]) { () throws(TensorError) in
      try TransformerView(network, x, in: arguments.interpreter.execution)
    }
    return .object(TransformerObject(view, isBatch: x.rank == 4 || view.theta.shape[0] > 1))
  }

  private static let sweep = BuiltIn(
    "sweep", .training, "Accuracy while the pictures are turned, scaled or moved more and more, as a plot.",
    [
      network, .required("data", "a data set"),
    ] + Sweep.changes.map(\.parameter),
    details: "A record of the values and the accuracy at each: plot(s.values, s.accuracy) draws it again.",
    examples: [
      .init(
        code: "sweep(Chain(Flatten(), Dense(1)), dataset(ones(2, 4, 4), [1, 1]), rotate=[-90, 0]).accuracy",
        result: "[1, 1]"),
      .init(
        code: "sweep(Chain(Flatten(), Dense(1)), dataset(ones(2, 4, 4), [1, 1]))", fails: .missingArgument),
      .init(
        code: "sweep(Chain(Flatten(), Dense(1)), dataset(ones(2, 4, 4), [1, 1]), scale=[0, 1])",
        fails: .option),
    ]
  ) { arguments throws(Diagnostic) in try Sweep(arguments).run() }
}

/// A call of `sweep`.
private struct Sweep {
  private let arguments: Arguments
  private let network: Network
  private let data: DataSet
  private let change: Change

  /// A way of changing pictures, by a number.
  struct Change {
    let parameter: BuiltIn.Parameter
    let unit: String
    let map: @Sendable (Double, Pair) throws(TensorError) -> AffineMap
  }

  static let changes = [
    Change(
      parameter: .named("rotate", "degrees, such as -90:15:90; counter-clockwise as seen"), unit: "degrees"
    ) { degrees, size throws(TensorError) in try .rotation(degrees: degrees, size: size) },
    Change(parameter: .named("scale", "factors, such as linspace(0.5, 1.5, 11)"), unit: "factor") {
      factor, size throws(TensorError) in try .scaling(factor, size: size)
    },
    Change(parameter: .named("shift", "pixels to the right, such as -8:8"), unit: "pixels to the right") {
      columns, _ throws(TensorError) in try .shift(rows: 0, columns: columns)
    },
  ]

  init(_ arguments: Arguments) throws(Diagnostic) {
    self.arguments = arguments
    network = try arguments.network(0).detached
    data = try arguments.dataSet(1)
    guard data.labels != nil, data.hasPictures else {
      throw arguments.failure(
        .wrongType,
        "sweep measures how many pictures are classified right, and this is a data set without "
          + (data.hasPictures ? "classes" : "pictures"), at: 1)
    }
    let given = Sweep.changes.filter { arguments.optional($0.parameter) != nil }
    guard given.count == 1 else {
      throw Diagnostic(
        given.isEmpty ? .missingArgument : .extraArgument,
        "sweep changes one thing: rotate, scale or shift",
        help: "sweep(net, data, rotate=-90:15:90)")
    }
    change = given[0]
  }

  func run() throws(Diagnostic) -> Value {
    let values = try arguments.tensor(change.parameter, numbersAs: .float64)
    guard values.rank <= 1, values.count > 0 else {
      throw arguments.wrongType(change.parameter, "some numbers")
    }
    var ticker = ProgressTicker("sweep", total: values.count, arguments.interpreter)
    var accuracies: [Double] = []
    for value in values.elements {
      ticker.advance()
      accuracies.append(try accuracy(value))
    }
    arguments.interpreter.output(
      Markup([
        .plot(
          Plot(
            title: "accuracy", xLabel: change.unit,
            series: [.init(name: "accuracy", x: values.elements, y: accuracies)]))
      ]))
    return .record(
      RecordBox(
        ["values", "accuracy"],
        [
          .tensor(values),
          .tensor(
            try arguments.engine { () throws(TensorError) in
              try Tensor(accuracies, [accuracies.count]).converted(to: .float32)
            }),
        ]))
  }

  private func accuracy(_ value: Double) throws(Diagnostic) -> Double {
    try arguments.engine([0]) { () throws(TensorError) in
      let size = Pair(data.pictureShape[1], data.pictureShape[2])
      let map = try change.map(value, size)
      let changed = try data.distorted(by: AffineChange(map), seed: 0)
      let evaluation = try Evaluation(network, on: changed, in: arguments.interpreter.execution)
      return evaluation.answers?.accuracy ?? .nan
    }
  }
}
