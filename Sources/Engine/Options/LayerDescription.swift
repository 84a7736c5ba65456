/// A function of the library that gives what a layer gives.
public enum LayerFunction: Sendable, Equatable {
  /// Of the input, then of those arguments that the layer has, in the function's order, then with the layer's other options.
  case call(String, parameters: [LayerArgument] = [])
  /// The input, unchanged.
  case input
}

/// What such a function takes by position after the input.
public enum LayerArgument: Sendable, Equatable, ExpressibleByStringLiteral {
  /// A parameter, where the layer has it.
  case parameter(String)
  /// What an option of the layer is set to.
  case option(String)
  /// The shape of a parameter.
  case shape(of: String)

  /// A parameter of the layer.
  /// - Parameter name: the parameter's name.
  public init(stringLiteral name: String) { self = .parameter(name) }
}

/// A class of layers: its name, its options, and how one is made of what they are set to.
public struct LayerDescription: Sendable {
  /// Makes a layer of its settings; the second argument makes the layers inside of it of theirs.
  public typealias Make =
    @Sendable (_ settings: Settings, _ inner: (Settings) throws(TensorError) -> any Layer) throws(TensorError)
    -> any Layer

  /// The name of the class, PyTorch's without `2d`.
  public let name: String
  /// What can be set of this class alone.
  public let ownOptions: [OptionDescription]
  /// The function that gives the same as the layer when it evaluates; nil where no single one does.
  public let function: LayerFunction?
  /// What else there is to say of it.
  public let help: HelpText
  private let make: Make

  /// - Parameters:
  ///   - name: PyTorch's without `2d`.
  ///   - options: what can be set, beside the name that any layer can be given.
  ///   - function: what gives the same as the layer when it evaluates.
  ///   - help: what else there is to say.
  ///   - make: gets the settings, and what makes the layers inside of it of theirs.
  public init(
    _ name: String, _ options: [OptionDescription] = [], function: LayerFunction? = nil, help: HelpText,
    make: @escaping Make
  ) {
    (self.name, self.function, self.help, self.make) = (name, function, help, make)
    ownOptions = options
  }

  /// What can be set: the options of the class, and the name that any layer can be given.
  public var options: [OptionDescription] { ownOptions + [LayerOptions.name.option] }

  /// The layer that some settings are those of.
  /// - Parameters:
  ///   - settings: of this class.
  ///   - inner: makes the layers inside of theirs.
  /// - Throws: `option` for settings that the class does not take.
  package func layer(
    _ settings: Settings, _ inner: (Settings) throws(TensorError) -> any Layer
  ) throws(TensorError) -> any Layer {
    var layer = try make(settings, inner)
    if let name = try settings.value(LayerOptions.name) { layer = try layer.named(name) }
    return layer
  }

  /// All layers of the engine. One more has its line here.
  public static let standard: [LayerDescription] = [
    Chain.description, ResidualLayer.description, ParallelLayer.description, ConvLayer.description,
    DenseLayer.dense, DenseLayer.linear, AffineLayer.description,
    BatchNormLayer.description, DropoutLayer.description, PlainLayer<MaxPool>.description,
    PlainLayer<AvgPool>.description, ConvTransposeLayer.description, UpsampleLayer.description,
    PlainLayer<AdaptiveAvgPool>.description, PlainLayer<AdaptiveMaxPool>.description,
    PlainLayer<Mean>.description,
    GroupNormLayer.description, LayerNormLayer.description, IdentityLayer.description,
    PlainLayer<Flatten>.description, PlainLayer<Relu>.description,
    PlainLayer<LeakyRelu>.description, PlainLayer<Elu>.description, PlainLayer<Gelu>.description,
    PlainLayer<Silu>.description,
    PlainLayer<Softplus>.description, PlainLayer<Sigmoid>.description,
    PlainLayer<Tanh>.description,
    PlainLayer<Softmax>.description,
  ]
}

extension Settings {
  /// The layer that these are the settings of.
  /// - Parameter descriptions: the classes that there are, such as `LayerDescription.standard`.
  /// - Returns: the layer, whose weights are not drawn yet where it has any.
  /// - Throws: `TensorError.option` for a class that there is not, for settings that it does not take, and for a name that two
  ///   layers have.
  public func layer(among descriptions: [LayerDescription] = LayerDescription.standard) throws(TensorError)
    -> any Layer
  {
    let layer = try layer(among: descriptions, depth: 0)
    try layer.checkNames()
    return layer
  }

  private func layer(among descriptions: [LayerDescription], depth: Int) throws(TensorError) -> any Layer {
    guard depth < Network.maxDepth else {
      throw TensorError(.option, "its layers are nested more than \(Network.maxDepth) deep")
    }
    guard let description = descriptions.first(where: { $0.name == name }) else {
      throw TensorError(.option, "there is no layer `\(name)`")
    }
    let known = description.options.map(\.name)
    if let other = entries.first(where: { !known.contains($0.name) }) {
      throw TensorError(.option, "\(name) has no option `\(other.name)`")
    }
    return try description.layer(self) { inner throws(TensorError) in
      try inner.layer(among: descriptions, depth: depth + 1)
    }
  }
}

/// Options that several layers have.
public enum LayerOptions {
  /// By what a layer is found in a network: every layer has it.
  public static let name = OptionKey<String?>(
    "name", default: nil, limits: .layerName, "what the layer is called, so that net[\"stem\"] finds it")
  /// What the initial weights are drawn from.
  public static let seed = OptionKey<Int?>(
    "seed", default: nil, style: .seed, "fixes the initial weights; random without it")
  /// What the learning rate is multiplied by for a layer.
  public static let learningRateMultiplier = OptionKey(
    "lr_multiplier", default: 1.0, limits: .from(0), formerName: "rate",
    "what the learning rate is multiplied by for this layer")
}

extension Settings {
  /// What weights are drawn from; 0 where they will come from elsewhere.
  func seed() throws(TensorError) -> UInt64 { UInt64(bitPattern: Int64(try value(LayerOptions.seed) ?? 0)) }
}
