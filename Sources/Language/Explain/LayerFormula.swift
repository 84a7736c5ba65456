import Engine

/// A layer of a network as the call of a function that gives the same, so that it can be explained as one.
struct LayerFormula {
  /// How the program writes what comes into the layer, and the layer itself.
  let input: String
  let layer: String
  /// Whether the input is a batch.
  let isBatch: Bool

  /// `linear(net[1:3](x), net[4].weight, net[4].bias)`, or `net[4][1:2](x) + x` for branches; nil for a layer that is more
  /// than one operation.
  func text(of layer: any Layer) -> String? {
    if layer is FunctionLayer { return "(\(layer.text))(\(input))" }
    if let join = layer.pathsJoin { return text(ofPaths: layer.paths, join) }
    let description = LayerDescription.standard.first { $0.name == layer.name }
    switch description?.function {
    case .call(let function, let parameters)?:
      guard let builtIn = Library.standard[function] else { return nil }
      let known = Set(Network(layer).parameters.map(\.path))
      let given = parameters.compactMap { argument in
        switch argument {
        case .parameter(let name): known.contains(name) ? "\(self.layer).\(name)" : nil
        case .option(let name): layer.settings.entries.first { $0.name == name }?.value.text
        case .shape(let name): "shape(\(self.layer).\(name))"
        }
      }
      let options = layer.settings.arguments { name in
        builtIn.parameters.contains { $0.name == name } && !parameters.contains(.option(name))
      }
      return "\(function)(\(([input] + given + options).joined(separator: ", ")))"
    case .input?: return input
    case nil: return nil
    }
  }

  private func text(ofPaths paths: [[LayerMember]], _ join: PathsJoin) -> String {
    let results = paths.map { path in
      guard let last = path.last else { return input }
      guard last.isNumbered else { return "\(layer).\(last.name)(\(input))" }
      return "\(layer)[\(path.count > 1 ? "\(path[0].name):" : "")\(last.name)](\(input))"
    }
    guard results.count > 1 else { return results[0] }
    guard join == .channels else { return "(\(results.joined(separator: " + ")))" }
    return "cat(\(results.joined(separator: ", ")), dim=\(isBatch ? 2 : 1))"
  }
}
