import Engine

extension Arguments {
  /// - Throws: what a network is made of, for anything else.
  func network(_ parameter: some ParameterReference) throws(Diagnostic) -> NetworkObject {
    if let network = object(parameter, as: NetworkObject.self) { return network }
    if case .builtIn(let builtIn) = value(parameter), builtIn.topic == .networks {
      throw failure(
        .wrongType, "`\(builtIn.name)` makes a layer when it is called", at: parameter,
        help: builtIn.name + "(…)")
    }
    throw failure(
      .wrongType, "\(builtIn.name) takes a network as `\(name(parameter))`, not \(value(parameter).briefly)",
      at: parameter, help: "net = Chain(Conv(8, 3), Relu(), MaxPool(2), Flatten(), Dense(10))")
  }

  /// The layers and networks that a variadic parameter took.
  func members() throws(Diagnostic) -> [NetworkObject] {
    var parts: [NetworkObject] = []
    for (index, value) in rest.enumerated() {
      if case .object(let box) = value, let part = box.content as? NetworkObject {
        parts.append(try member(part))
        continue
      }
      if case .function(let function) = value {
        do throws(Diagnostic) { parts.append(try NetworkObject(function, interpreter)) } catch {
          throw Diagnostic(error.code, error.message, labels: label(ofRest: index), help: error.help)
        }
        continue
      }
      let labels = label(ofRest: index)
      var help = "for example Chain(Conv(8, 3), Relu(), Flatten(), Dense(10))"
      if case .builtIn(let builtIn) = value { help = Arguments.layer(for: builtIn) }
      throw Diagnostic(
        .wrongType, "\(builtIn.name) is made of layers, and this is \(value.briefly)", labels: labels,
        help: help)
    }
    return parts
  }

  private func label(ofRest index: Int) -> [Diagnostic.Label] {
    restSpans[index].map { [Diagnostic.Label(span: $0, text: "")] } ?? []
  }

  /// A network that is to be a part of another: with the parameters that it has now, on their tape where there is one.
  func member(_ object: NetworkObject) throws(Diagnostic) -> NetworkObject {
    var member = object
    if let watched = object.watched {
      guard watched.whole.network.isBuilt else { throw located(WatchedPart.unbuilt, []) }
      (member.network, member.watched, member.trains) = (object.current, nil, true)
    }
    _ = try checkingDepth(member.network.root)
    return member
  }

  private func checkingDepth(_ layer: any Layer) throws(Diagnostic) -> any Layer {
    guard layer.depth >= Network.maxDepth else { return layer }
    throw Diagnostic(
      .recursion, "networks can be nested at most \(Network.maxDepth) deep",
      help: "give several layers in one call: Chain(a, b, c)")
  }

  /// What to write for a function where a layer is wanted.
  private static func layer(for builtIn: BuiltIn) -> String {
    if builtIn.topic == .networks { return "a layer is made by a call: \(builtIn.name)(…)" }
    let name = builtIn.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return "as a layer it has a capital letter and is called: \(name)()"
  }
}
