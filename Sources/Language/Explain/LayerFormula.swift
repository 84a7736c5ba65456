import Engine

/// A layer of a network as the call of a function that gives the same, so that it can be explained as one.
struct LayerFormula {
  /// How the program writes what comes into the layer, and the layer itself.
  let input: String
  let layer: String

  /// `linear(net[1:3](x), net[4].weight, net[4].bias)`; nil for a layer that is more than one operation.
  func text(of layer: any Layer) -> String? {
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
}
