import Engine

/// Networks drawn as in papers.
enum ArchitectureFunctions {
  static let all: [BuiltIn] = [architecture]

  private static let file = BuiltIn.Parameter.named(
    "file", "a file to write it to as well: name.svg or name.png"
  ).ofFile

  private static let inputSize = BuiltIn.Parameter.optional(
    "size", "the shape of one input, for a network that has seen none: [28, 28], [3, 32, 32]")

  private static let architecture = BuiltIn(
    "architecture", .networks,
    "Draws a network as papers do: what comes out of each layer, as solids in a row.",
    [.required("net", "a network"), inputSize, file],
    details: """
      Each solid is as high and deep as its result has rows and columns, and the thicker the more channels it has; a row of features is \
      a narrow bar. Above it stands its size, channels × rows × columns, below it the layers and how many parameters they have. Layers \
      that leave the shape as it is lie on the one before them. Branches stand above one another.
      At the prompt of a terminal without pixels it is drawn with bars from above to below.
      file="net.svg" writes it for documents and slides; a PNG has two pixels for each of an SVG. show net, file="net.svg" writes the same.
      """,
    examples: [
      .init(
        code: "architecture(Chain(Conv(6, 5), Relu(), MaxPool(2), Flatten(), Dense(10)), [28, 28])",
        result: "none"),
      .init(
        code: "architecture(build(Chain(Affine(Chain(Conv(4, 3), Flatten())), Conv(4, 3)), [28, 28]))",
        result: "none"),
      .init(code: "architecture(Chain(Conv(6, 5), Relu()))", fails: .size),
      .init(code: "architecture(Chain(Conv(6, 5), Dense(10)), [28, 28])", fails: .rank),
      .init(code: "architecture(Chain(Conv(6, 5)), [28, 28], file=\"net.gif\")", fails: .file),
    ]
  ) { arguments throws(Diagnostic) in
    var network = try arguments.network(0).detached
    let file = try FigureFile(arguments, at: file)
    if arguments.optional(inputSize) != nil {
      let extents = try arguments.integers(inputSize)
      try arguments.engine([1]) { () throws(TensorError) in
        try network.adapt(to: Shape(checking: extents), in: arguments.interpreter.execution)
      }
    }
    guard network.isBuilt else {
      throw arguments.failure(
        .size, "the network has no shapes yet: they come with the first picture", at: 0,
        help: "say the size of one: architecture(net, [28, 28])")
    }
    let drawing = try arguments.engine([0]) { () throws(TensorError) in
      try ArchitectureDrawing(network, in: arguments.interpreter.execution)
    }
    let figure = drawing.figure
    if let file { try file.write(FigureLayout(Markup([.figure(figure, text: Markup())])).figure) }
    arguments.interpreter.output(Markup([.figure(figure, text: drawing.text)]))
    return .none
  }
}

/// The drawing of a network, and the lines that stand for it where only text is shown.
struct ArchitectureDrawing {
  private let tree: ArchitectureTree
  private let note: String

  /// - Throws: `size` for a network that has seen no shape.
  init(_ network: Network, in execution: Execution = Execution()) throws(TensorError) {
    tree = try ArchitectureTree(network, in: execution)
    note =
      "\(Formatter.grouped(network.parameterCount)) parameters, for inputs "
      + tree.input.output.array.map(String.init).joined(separator: "×")
  }

  var figure: Figure { ArchitectureFigure(tree, note: note).figure }
  var text: Markup { ArchitectureText(tree).markup(note: note) }
}
