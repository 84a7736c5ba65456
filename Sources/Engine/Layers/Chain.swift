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
        if the first layer that takes only one of the two takes pictures (Conv, MaxPool, AvgPool, Flatten, Affine), and rows \
        [N, F] where it takes rows (Dense, Linear); without such a layer it is taken as rows, with a note.
        The first picture that it sees determines its shapes, and its weights are drawn then: as in PyTorch, evenly \
        spread between -1 / sqrt(inputs) and 1 / sqrt(inputs), from the seed that each layer drew when it was made.
        net[2] is its second layer, net[1:3] a chain of three; net[1].weight are the filters of the first.
        A network is a value: net - 0.1 * grad(n -> cross_entropy(n(x), y), net) is a step of gradient descent.
        Inside grad it is in training mode: BatchNorm uses the batch's own statistics, Dropout drops; elsewhere it is in evaluation mode. So does each \
        part of it: n[3:end](n[1:2](x)) has the gradient, and the new running statistics, of n(x).
        """,
      examples: [
        .gives("net = Chain(Conv(4, 3), Relu(), Flatten(), Dense(2)); shape(net(ones(8, 8)))", "[2]"),
        .gives("Chain(Conv(4, 3), Flatten())(ones(5, 1, 8, 8)) |> shape", "[5, 144]"),
        .fails("Chain(Conv(4, 3), Dense(2))(ones(8, 8))", .rank),
      ],
      torch: "nn.Sequential(...)")
  ) { settings, inner throws(TensorError) in
    var members: [any Layer] = []
    for member in try settings.value(layers) { members.append(try inner(member)) }
    return Chain(members)
  }

  /// The layers, in the order in which a batch goes through them.
  public private(set) var layers: [any Layer]
  public let depth: Int

  /// - Parameter layers: in the order in which a batch goes through them.
  public init(_ layers: [any Layer]) {
    self.layers = layers
    depth = 1 + (layers.map(\.depth).max() ?? 0)
  }

  public var isBuilt: Bool { layers.allSatisfy(\.isBuilt) }

  /// That of the first layer that takes only one kind: those before it take both and keep it.
  public var inputKind: InputKind? { layers.lazy.compactMap(\.inputKind).first }

  public var settings: Settings {
    Settings("Chain").with(Chain.layers, layers.map(\.settings))
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    var shape = input
    for index in layers.indices {
      shape = try named(index) { () throws(TensorError) in
        try weights.inside("\(index + 1)") { weights throws(TensorError) in
          try layers[index].build(shape, &weights)
        }
      }
    }
    return shape
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    var x = x
    var index = 0
    while index < layers.count {
      if !pass.keepsResults, isRectified(index), let layer = layers[index] as? any RectifiableLayer {
        x = try named(index) { () throws(TensorError) in
          try layer.forward(x, rectified: true, pass.execution)
        }
        index += 2
        continue
      }
      x = try named(index) { () throws(TensorError) in
        try pass.inside("\(index + 1)") { pass throws(TensorError) in
          let result = try layers[index].forward(x, &pass)
          pass.keep(result)
          return result
        }
      }
      index += 1
    }
    return x
  }

  private func isRectified(_ index: Int) -> Bool {
    index + 1 < layers.count && layers[index + 1] is PlainLayer<Relu>
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    for index in layers.indices {
      try layers[index].visit { name, parameter throws(TensorError) in
        try visitor("\(index + 1).\(name)", &parameter)
      }
    }
  }

  /// Says in which layer an error arose.
  private func named<R>(_ index: Int, _ body: () throws(TensorError) -> R) throws(TensorError) -> R {
    do throws(TensorError) { return try body() } catch {
      throw error.inside("layer \(index + 1), \(layers[index].shortText)")
    }
  }
}

extension Layer {
  /// As a message names it: its text where that is short.
  var shortText: String { text.count <= 40 ? text : name }
}

extension TensorError {
  /// The same error, which arose in a part of a network. What it said of operands spoke of tensors inside.
  func inside(_ layer: String) -> TensorError {
    guard code != .cancelled, code != .memory else { return self }
    return saying(message.isEmpty ? layer : "\(layer): \(message)", help: help)
  }
}
