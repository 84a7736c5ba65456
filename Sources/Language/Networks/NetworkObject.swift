import Engine

/// A network as a value of the language.
package struct NetworkObject: ObjectContent {
  package var network: Network
  /// Where its gradient is being taken, or that of a network which it is a part of: what records it.
  var watched: WatchedPart?
  /// Whether a call of it trains though it stands on no tape: while a gradient is taken numerically, and for layers
  /// without parameters that belong to a network whose gradient is being taken.
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

  /// The network as papers draw it; the table where its shapes are not known.
  package func figure(caption: String, _ answers: RecentAnswers) -> Markup {
    guard let drawing = try? ArchitectureDrawing(network) else { return picture(caption: caption) }
    return Markup([.figure(drawing.figure, text: drawing.text)])
  }

  package func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? NetworkObject, network.text == other.network.text,
      network.inputShape == other.network.inputShape
    else { return false }
    return zip(network.tensors, other.network.tensors).allSatisfy {
      $0.name == $1.name && Value.tensor($0.tensor).isSame(as: .tensor($1.tensor))
    }
  }

  package var tensors: [Tensor] { network.tensors.map(\.tensor) }

  // MARK: Parts

  /// A part of it, which trains where it does.
  private func part(_ network: Network, _ watched: WatchedPart?) -> NetworkObject {
    var part = NetworkObject(network)
    part.watched = watched
    part.trains = trains || self.watched != nil
    return part
  }

  package var fieldNames: [String] {
    var names = ["layers", "parameters", "text"]
    for (path, _) in current.parameters where !path.contains(".") { names.append(path) }
    names += network.partNames
    if history != nil { names.append("history") }
    return names
  }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    switch name {
    case "layers": return .number(Double(network.layers.count))
    case "parameters": return .number(Double(current.parameterCount))
    case "text": return .string(network.text)
    case "history": return history?.value
    case "theta":
      guard let weight = current["theta.weight"], let bias = current["theta.bias"] else { return nil }
      return .record(RecordBox(["weight", "bias"], [.tensor(weight.tensor), .tensor(bias.tensor)]))
    default:
      if let part = current.part(named: name) { return .object(self.part(part, watched?.part(named: name))) }
      return current[name].map { .tensor($0.tensor) }
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
    try part([position], execution)
  }

  package func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value {
    .object(part(try current.part(positions, in: execution), watched?.layers(positions)))
  }

  package var partNames: [String] { network.layerNames.map(\.name) }

  package func part(named name: String, _ execution: Execution) throws(TensorError) -> Value? {
    let whole = current
    guard let path = whole.layerPath(name) else {
      guard whole.layerNames.isEmpty, name.first?.isLetter == true else { throw whole.missingLayer(name) }
      throw TensorError(
        .index, "there is no layer \"\(name)\": none has a name",
        help: "Conv(8, 3, name=\"\(name)\") gives a layer one; net[1] is the first")
    }
    return .object(part(try whole.part(at: path, in: execution), watched?.part(at: path)))
  }

  // MARK: Arithmetic

  package func arithmetic(
    _ symbol: String, with right: Value, _ execution: Execution
  ) throws(TensorError) -> Value? {
    guard let combination = NetworkObject.combinations[symbol] else { return nil }
    var result = offItsTape
    if case .object(let box) = right {
      guard let other = box.content as? NetworkObject else { return nil }
      result.network = try current.combined(with: other.current, by: combination, in: execution)
      if network.isGradient && !other.network.isGradient {
        (result.classes, result.history) = (other.classes, other.history)
      }
      return .object(result)
    }
    guard let number = try right.single() else { return nil }
    result.network = try current.combined(with: number, by: combination, in: execution)
    return .object(result)
  }

  package func arithmetic(
    _ symbol: String, after left: Value, _ execution: Execution
  ) throws(TensorError) -> Value? {
    guard let combination = NetworkObject.combinations[symbol], let number = try left.single() else {
      return nil
    }
    var result = offItsTape
    result.network = try current.combined(with: number, by: combination, reversed: true, in: execution)
    return .object(result)
  }

  /// What is computed of it has parameters of its own, and trains where it does.
  var offItsTape: NetworkObject { part(network, nil).with(classes, history) }

  private func with(_ classes: [String]?, _ history: TrainingHistory?) -> NetworkObject {
    var result = self
    (result.classes, result.history) = (classes, history)
    return result
  }

  private static let combinations: [String: Network.Combination] = [
    "+": .add, "-": .subtract, "*": .multiply, "/": .divide, "^": .power,
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
