/// Layers one after the other. PyTorch: `nn.Sequential`.
public struct Chain: Layer {
  /// The settings of the layers.
  public static let layers = OptionKey<[Settings]>(
    "layers", default: [], style: .variadic, "layers or networks, in their order")

  /// The class `Chain`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Chain", [layers.option],
    help: HelpText(
      "Layers one after the other: a network.",
      details: """
        net(x) is its result for a picture [H, W] or [C, H, W], a row [F], or a batch of them. A matrix is one picture [H, W] \
        if the first layer that takes only one of the two takes pictures (convolutions, pooling, Flatten, Affine), and rows \
        [N, F] where it takes rows (Dense, Linear); without such a layer it is taken as rows, with a note.
        The first picture that it sees determines its shapes, and its weights are drawn then: as in PyTorch, evenly \
        spread between -1 / sqrt(inputs) and 1 / sqrt(inputs), from the seed that each layer drew when it was made.
        net[2] is its second layer, net[1:3] a chain of three; net[1].weight are the filters of the first.
        Every layer and branch can be given a name, which the network has once: of Conv(4, 3, name="stem") net["stem"] is that layer, \
        wherever it lies.
        A network is a value: net - 0.1 * grad(n -> cross_entropy(n(x), y), net) is a step of gradient descent.
        Inside grad it is in training mode: BatchNorm uses the batch's own statistics, Dropout drops; elsewhere it is in evaluation mode. So does each \
        part of it: n[3:end](n[1:2](x)) has the gradient, and the new running statistics, of n(x).
        """,
      examples: [
        .gives("net = Chain(Conv(4, 3), Relu(), Flatten(), Dense(2)); shape(net(ones(8, 8)))", "[2]"),
        .gives("Chain(Conv(4, 3), Flatten())(ones(5, 1, 8, 8)) |> shape", "[5, 144]"),
        .gives("net = Chain(Conv(4, 3, name=\"stem\"), Relu()); net[\"stem\"] == net[1]", "true"),
        .fails("Chain(Conv(4, 3), Dense(2))(ones(8, 8))", .rank),
      ],
      torch: "nn.Sequential(...)")
  ) { settings, inner throws(TensorError) in
    var members: [any Layer] = []
    for member in try settings.value(layers) { members.append(try inner(member)) }
    return Chain(members)
  }

  public var givenName: String?
  private var sequence: LayerSequence

  /// - Parameter layers: in the order in which a batch goes through them.
  public init(_ layers: [any Layer]) { sequence = LayerSequence(layers) }

  /// The layers, in the order in which a batch goes through them.
  public var layers: [any Layer] { sequence.layers }

  public var depth: Int { 1 + sequence.depth }
  public var isBuilt: Bool { sequence.isBuilt }
  public var inputKind: InputKind? { sequence.inputKind }
  public var paths: [[LayerMember]] { [sequence.members] }
  public var pathsJoin: PathsJoin? { .sum }

  public var settings: Settings {
    Settings("Chain").with(Chain.layers, layers.map(\.namedSettings))
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    try sequence.build(input, &weights)
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try sequence.forward(x, &pass)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try sequence.visit(visitor)
  }
}

extension Layer {
  /// As a message names it: its text where that is short, without its name.
  var shortText: String {
    let text = settings.text
    return text.count <= 40 ? text : name
  }
}

extension TensorError {
  /// The same error, which arose in a part of a network. What it said of operands spoke of tensors inside.
  func inside(_ layer: String) -> TensorError {
    guard code != .cancelled, code != .memory else { return self }
    return saying(message.isEmpty ? layer : "\(layer): \(message)", help: help)
  }
}
