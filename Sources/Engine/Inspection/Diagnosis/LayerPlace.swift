/// A layer somewhere in a network.
struct LayerPlace: Sendable {
  /// As `NetworkTable` has it: `1.localisation.2`.
  let path: String
  let layer: any Layer
  /// Whether the network's own input comes into it as it is.
  let seesInput: Bool
  /// Whether training changes what comes into it: the last weights before it are not frozen.
  let seesLearned: Bool

  /// The layers of a network, those inside of others first.
  static func all(in network: Network) -> [LayerPlace] {
    var places: [LayerPlace] = []
    add(network.root, "", seesInput: true, seesLearned: false, &places)
    return places
  }

  private static func add(
    _ layer: any Layer, _ path: String, seesInput: Bool, seesLearned: Bool, _ places: inout [LayerPlace]
  ) {
    for way in layer.paths {
      var (input, learned) = (seesInput, seesLearned)
      for member in way {
        let inside = path.isEmpty ? member.name : path + "." + member.name
        add(member.layer, inside, seesInput: input, seesLearned: learned, &places)
        input = input && member.layer is IdentityLayer
        learned = LayerPlace.learns(member.layer) ?? learned
      }
    }
    places.append(LayerPlace(path: path, layer: layer, seesInput: seesInput, seesLearned: seesLearned))
  }

  /// Whether training changes its weights; nil where it has none.
  private static func learns(_ layer: any Layer) -> Bool? {
    var (layer, result) = (layer, nil as Bool?)
    try? layer.visit { _, parameter throws(TensorError) in
      guard parameter.role == .learned else { return }
      result = result == true || (parameter.isTrainable && parameter.learningRateMultiplier > 0)
    }
    return result
  }

  /// Whether training changes its own weights.
  var learns: Bool { LayerPlace.learns(layer) ?? false }

  /// The path of a part of it.
  func path(of part: String) -> String { path.isEmpty ? part : path + "." + part }
}

extension Network {
  /// Whether a transformer is among its layers, or in one of them.
  package var hasTransformer: Bool { LayerPlace.all(in: self).contains { $0.layer is AffineLayer } }
}
