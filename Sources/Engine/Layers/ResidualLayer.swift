/// What some layers make of a batch, added to the batch itself (He et al. 2016, equations 1 and 2).
/// PyTorch: `x + self.layers(x)`, or `self.shortcut(x) + self.layers(x)`.
public struct ResidualLayer: Layer {
  /// The layers on the main path.
  public static let layers = OptionKey<[Settings]>(
    "layers", default: [], style: .variadic, "layers or networks, in their order")
  /// What the input goes through before it is added.
  public static let shortcut = OptionKey<Settings?>(
    "shortcut", default: nil,
    "a layer that the input goes through before it is added, such as Conv(16, 1, stride=2); none without it")

  /// The class `Residual`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Residual", [layers.option, shortcut.option],
    help: HelpText(
      "x + layers(x): what the layers give is added to their input.",
      details: """
        The layers must give the shape of their input. Where they change it, shortcut= is a layer that changes the input alike: \
        Conv(16, 1, stride=2) for 16 channels on half as many rows and columns.
        net[2][1] is the first of its layers, net[2].shortcut the shortcut.
        """,
      examples: [
        .gives("shape(Residual(Conv(3, 3, padding=1), BatchNorm(), Relu())(ones(3, 8, 8)))", "[3, 8, 8]"),
        .gives("Residual(Relu())([-1, 2])", "[-1, 4]"),
        .gives(
          "shape(Residual(Conv(4, 3, padding=1, stride=2), shortcut=Conv(4, 1, stride=2))(ones(8, 8)))",
          "[4, 4, 4]"),
        .fails("Residual(Conv(4, 3))(ones(8, 8))", .shapes),
      ],
      torch: "x + nn.Sequential(...)(x) in the forward of a module")
  ) { settings, inner throws(TensorError) in
    var members: [any Layer] = []
    for member in try settings.value(layers) { members.append(try inner(member)) }
    var way: (any Layer)?
    if let shortcut = try settings.value(shortcut) { way = try inner(shortcut) }
    return ResidualLayer(members, shortcut: way)
  }

  public var givenName: String?
  private var sequence: LayerSequence
  /// What the input goes through before it is added; nil where it is added as it is.
  public private(set) var shortcut: (any Layer)?

  /// - Parameters:
  ///   - layers: those on the main path, in the order in which a batch goes through them.
  ///   - shortcut: what the input goes through before it is added; nil where it is added as it is.
  public init(_ layers: [any Layer], shortcut: (any Layer)? = nil) {
    (sequence, self.shortcut) = (LayerSequence(layers), shortcut)
  }

  /// Those on the main path, in the order in which a batch goes through them.
  public var layers: [any Layer] { sequence.layers }

  public var depth: Int { 1 + max(sequence.depth, shortcut?.depth ?? 0) }
  public var isBuilt: Bool { sequence.isBuilt && shortcut?.isBuilt ?? true }
  public var inputKind: InputKind? { sequence.inputKind ?? shortcut?.inputKind }
  public var pathsJoin: PathsJoin? { .sum }

  public var paths: [[LayerMember]] {
    [sequence.members, shortcut.map { [LayerMember("shortcut", $0)] } ?? []]
  }

  public var settings: Settings {
    Settings("Residual").with(ResidualLayer.layers, layers.map(\.namedSettings))
      .with(ResidualLayer.shortcut, shortcut?.namedSettings)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    let long = try sequence.build(input, &weights)
    let short = try named { () throws(TensorError) in
      try weights.inside("shortcut") { weights throws(TensorError) in
        try shortcut?.build(input, &weights) ?? input
      }
    }
    guard long != short else { return long }
    let (result, added) = (PictureBatch.sample(long), PictureBatch.sample(short))
    throw TensorError(
      .shapes,
      shortcut == nil
        ? "Residual adds its input \(added) to what its layers give, \(result): the shapes differ"
        : "Residual adds what its shortcut gives, \(added), to what its layers give, \(result): the shapes differ",
      help: help(from: input, to: long))
  }

  /// A shortcut that gives the shape, where pictures become others of a whole part of their size.
  private func help(from input: Shape, to result: Shape) -> String {
    guard input.rank == 4, result.rank == 4, result[2] > 0, result[3] > 0,
      (input[2] - 1) / result[2] == (input[3] - 1) / result[3]
    else { return "padding=\"same\" keeps rows and columns; a shortcut= gives the input another shape" }
    let stride = (input[2] - 1) / result[2] + 1
    guard (input[2] - 1) / stride + 1 == result[2], (input[3] - 1) / stride + 1 == result[3] else {
      return "padding=\"same\" keeps rows and columns"
    }
    return
      "shortcut=Conv(\(result[1]), 1\(stride > 1 ? ", stride=\(stride)" : "")) gives the input that shape"
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    let long = try sequence.forward(x, &pass)
    let short = try named { () throws(TensorError) in
      try pass.inside("shortcut") { pass throws(TensorError) in
        guard let result = try shortcut?.forward(x, &pass) else { return x }
        pass.keep(result)
        return result
      }
    }
    return try Add().apply([long, short], in: pass.execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try sequence.visit(visitor)
    try shortcut?.visit { name, parameter throws(TensorError) in
      try visitor("shortcut.\(name)", &parameter)
    }
  }

  private func named<R>(_ body: () throws(TensorError) -> R) throws(TensorError) -> R {
    do throws(TensorError) { return try body() } catch { throw error.inside("its shortcut") }
  }
}
