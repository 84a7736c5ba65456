import Engine

/// A network as a value of the language.
package struct NetworkObject: ObjectContent {
  package var network: Network
  /// Where its gradient is being taken: what records it.
  var watched: WatchedNetwork?
  /// Whether a call of it trains, where nothing is recorded: while its gradient is taken numerically.
  var trains = false
  /// What its classes are called, once it has learned some.
  var classes: [String]?
  /// How its training went, the last one.
  package var history: TrainingHistory?

  package init(_ network: Network) { self.network = network }

  private var isLayer: Bool { !(network.root is Chain) }

  package var kind: String { isLayer ? "layer" : "network" }

  package var briefly: String {
    isLayer ? "the layer \(inline)" : "a network of \(Formatter.count(network.layers.count, "layer"))"
  }

  package var inline: String {
    let text = network.text
    return text.count <= 100 ? text : "\(network.root.name)(… \(network.layers.count) layers)"
  }

  package var display: [String] { NetworkReport(self).lines }
  package func picture(caption: String) -> Markup { NetworkReport(self).picture(caption: caption) }

  package func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? NetworkObject, network.text == other.network.text,
      network.inputShape == other.network.inputShape
    else { return false }
    return zip(network.tensors, other.network.tensors).allSatisfy {
      $0.name == $1.name && Value.tensor($0.tensor).isSame(as: .tensor($1.tensor))
    }
  }

  // MARK: Calling

  package var call: BuiltIn? {
    BuiltIn(
      network.root.name.lowercased(), .networks, "The network's result for a picture or a batch.",
      [
        .required("x", "a picture [H, W] or [C, H, W], a row [F], or a batch of them"),
        .named("training", "false", "true takes a batch's own statistics, and drops"),
      ], examples: []
    ) { arguments throws(Diagnostic) in try run(arguments) }
  }

  private func run(_ arguments: Arguments) throws(Diagnostic) -> Value {
    if arguments.object(0, as: DataObject.self) != nil {
      throw arguments.failure(
        .wrongType, "a network takes pictures, not a data set", at: 0,
        help: "evaluate(net, data), classify(net, data), or net(data[1:10].pictures)")
    }
    let x = try arguments.tensor(0)
    let interpreter = arguments.interpreter
    let trains = try arguments.boolean(1, default: watched != nil || trains || network.isTaped)
    var pass = ForwardPass(
      isTraining: trains, generator: interpreter.generator, in: interpreter.execution)
    let result = try arguments.engine([0]) { () throws(TensorError) in
      if let watched { return try watched.forward(x, &pass) }
      var copy = network
      return try copy.forward(x, &pass)
    }
    interpreter.generator = pass.generator
    return .tensor(result)
  }

  // MARK: Parts

  private var current: Network { watched?.network ?? network }

  package var fieldNames: [String] {
    var names = ["layers", "parameters", "text"]
    for (path, _) in current.parameters where !path.contains(".") { names.append(path) }
    if network.localisation != nil { names.append("localisation") }
    if history != nil { names.append("history") }
    return names
  }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    switch name {
    case "layers": return .number(Double(network.layers.count))
    case "parameters": return .number(Double(current.parameterCount))
    case "text": return .string(network.text)
    case "history": return history?.value
    case "localisation": return current.localisation.map { .object(NetworkObject($0)) }
    case "theta":
      guard let weight = current["theta.weight"], let bias = current["theta.bias"] else { return nil }
      return .record(RecordBox(["weight", "bias"], [.tensor(weight.tensor), .tensor(bias.tensor)]))
    default: return current[name].map { .tensor($0.tensor) }
    }
  }

  package func help(forField name: String) -> String? {
    guard ["weight", "bias", "theta", "running_mean", "running_var"].contains(name) else { return nil }
    if !isLayer { return "each layer has its own: net[1].\(name)" }
    return current.isBuilt
      ? nil : "its weights come with the first picture; build(net, [28, 28]) draws them beforehand"
  }

  package var count: Int? { network.layers.count }

  package func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value {
    .object(NetworkObject(try current.part([position], in: execution)))
  }

  package func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value {
    .object(NetworkObject(try current.part(positions, in: execution)))
  }

  // MARK: Arithmetic

  package func arithmetic(
    _ symbol: String, with right: Value, _ execution: Execution
  ) throws(TensorError) -> Value? {
    guard let combination = NetworkObject.combinations[symbol] else { return nil }
    var result = self
    result.watched = nil
    if case .object(let box) = right {
      guard let other = box.content as? NetworkObject else { return nil }
      result.network = try current.combined(with: other.current, by: combination, in: execution)
      if network.isGradient && !other.network.isGradient {
        (result.classes, result.history) = (other.classes, other.history)
      }
      return .object(result)
    }
    guard symbol == "*" || symbol == "/", let number = try right.single() else { return nil }
    result.network = try current.combined(with: number, by: combination, in: execution)
    return .object(result)
  }

  package func arithmetic(
    _ symbol: String, after left: Value, _ execution: Execution
  ) throws(TensorError) -> Value? {
    guard symbol == "*", let number = try left.single() else { return nil }
    var result = self
    result.watched = nil
    result.network = try current.combined(with: number, by: .multiply, reversed: true, in: execution)
    return .object(result)
  }

  private static let combinations: [String: Network.Combination] = [
    "+": .add, "-": .subtract, "*": .multiply, "/": .divide,
  ]
}

extension Value {
  /// A number as a tensor; nil for anything else.
  fileprivate func single() throws(TensorError) -> Tensor? {
    switch self {
    case .number(let number): try Tensor(number, .float64)
    case .tensor(let tensor) where tensor.rank == 0: tensor
    default: nil
    }
  }
}

extension Arguments {
  /// - Throws: what a network is made of, for anything else.
  func network(_ position: Int) throws(Diagnostic) -> NetworkObject {
    if let network = object(position, as: NetworkObject.self) { return network }
    if case .builtIn(let box) = values[position], box.builtIn.topic == .networks {
      throw failure(
        .wrongType, "`\(box.builtIn.name)` makes a layer when it is called", at: position,
        help: box.builtIn.name + "(…)")
    }
    throw failure(
      .wrongType, "\(builtIn.name) takes a network as `\(name(position))`, not \(values[position].briefly)",
      at: position, help: "net = Chain(Conv(8, 3), Relu(), MaxPool(2), Flatten(), Dense(10))")
  }

  /// The layers that a variadic parameter took.
  func layers() throws(Diagnostic) -> [any Layer] {
    var layers: [any Layer] = []
    for (index, value) in rest.enumerated() {
      if case .object(let box) = value, let part = box.content as? NetworkObject {
        layers.append(try checkingDepth(part.network.root))
        continue
      }
      let labels = restSpans[index].map { [Diagnostic.Label(span: $0, text: "")] } ?? []
      var help = "for example Chain(Conv(8, 3), Relu(), Flatten(), Dense(10))"
      if case .builtIn(let box) = value { help = Arguments.layer(for: box.builtIn) }
      throw Diagnostic(
        .wrongType, "\(builtIn.name) is made of layers, and this is \(value.briefly)", labels: labels,
        help: help)
    }
    return layers
  }

  /// More networks within networks than anybody builds; each takes a piece of the stack when it runs.
  static let greatestDepth = 200

  func checkingDepth(_ layer: any Layer) throws(Diagnostic) -> any Layer {
    guard layer.depth >= Arguments.greatestDepth else { return layer }
    throw Diagnostic(
      .recursion, "networks hold one another at most \(Arguments.greatestDepth) deep",
      help: "several layers in one call stand beside each other: Chain(a, b, c)")
  }

  /// What to write for a function where a layer is wanted.
  private static func layer(for builtIn: BuiltIn) -> String {
    if builtIn.topic == .networks { return "a layer is made by a call: \(builtIn.name)(…)" }
    let name = builtIn.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return "as a layer it has a capital letter and is called: \(name)()"
  }
}
