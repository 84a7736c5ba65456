/// Names that layers are given, by which they are found wherever they lie in a network.
extension Layer {
  /// The settings with its name among them, as calls and files have it.
  public var namedSettings: Settings {
    givenName.map { settings.with(LayerOptions.name, $0) } ?? settings
  }

  /// The same layer with a name.
  /// - Parameter name: begins with a letter and consists of letters, digits, `_` and `-`.
  /// - Returns: a copy with the name.
  /// - Throws: `option` for any other name.
  public func named(_ name: String) throws(TensorError) -> Self {
    try LayerName.check(name)
    var copy = self
    copy.givenName = name
    return copy
  }

  /// - Throws: `option` where two layers in it have one name, or one has the name of a part such as `shortcut`.
  package func checkNames() throws(TensorError) {
    let places = named(under: "")
    guard !places.isEmpty else { return }
    var known: [String: LayerName.Place] = [:]
    for place in places {
      if let first = known.updateValue(place, forKey: place.name) {
        throw TensorError(
          .option,
          "\"\(place.name)\" is the name of \(first.words), and of \(place.words)",
          help:
            "in a network each name belongs to one layer; a function that makes blocks can take their names"
        )
      }
    }
    try checkParts(known, under: "")
  }

  private func checkParts(
    _ known: [String: LayerName.Place], under path: String
  ) throws(TensorError) {
    for member in members {
      let own = path.isEmpty ? member.name : path + "." + member.name
      if !member.isNumbered, let place = known[member.name], place.path != own {
        let holder = path.isEmpty ? name : "layer \(path), \(name),"
        throw TensorError(
          .option,
          "\"\(member.name)\" cannot be the name of \(place.words): \(holder) has a part of that name")
      }
      try member.layer.checkParts(known, under: own)
    }
  }

  /// The layers in it that have a name, in their order, itself first.
  fileprivate func named(under path: String) -> [LayerName.Place] {
    (givenName.map { [LayerName.Place(name: $0, path: path, layer: shortText)] } ?? [])
      + members.flatMap { $0.layer.named(under: path.isEmpty ? $0.name : path + "." + $0.name) }
  }
}

/// What a layer can be called.
enum LayerName {
  /// Where a name is used.
  struct Place {
    let name: String
    let path: String
    let layer: String

    var words: String { path.isEmpty ? "the whole \(layer)" : "layer \(path), \(layer)" }
  }

  /// A network's text is kept in its file, which has an end.
  private static let longest = 60

  /// A name has no point, which separates the parts of a path, and no digit at its beginning, so that it is no layer's number.
  /// - Throws: `option` for what cannot be a name.
  static func check(_ name: String) throws(TensorError) {
    guard name.count <= longest else {
      throw TensorError(.option, "`name` must have at most \(longest) characters, not \(name.count)")
    }
    guard let first = name.first else {
      throw TensorError(.option, "`name` must not be empty", help: "a layer without a name needs no `name`")
    }
    guard first.isLetter, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
      throw TensorError(
        .option,
        "`name` must begin with a letter and have only letters, digits, `_` and `-`, unlike \"\(name)\"")
    }
  }
}

extension Network {
  /// The names of its layers with their paths, in the order of the layers.
  public var layerNames: [(name: String, path: String)] {
    root.named(under: "").map { ($0.name, $0.path) }
  }

  /// The path of a layer, as `NetworkTable` has it.
  /// - Parameter place: a path, which may begin with the name of a layer: `stem`, or `stem.2` for a layer in it.
  /// - Returns: the path in numbers, `1.2`; what was given where no layer has that name.
  public func path(_ place: String) -> String {
    let parts = place.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let found = layerNames.first(where: { $0.name == parts[0] }) else { return place }
    guard parts.count > 1 else { return found.path }
    return found.path.isEmpty ? String(parts[1]) : found.path + "." + parts[1]
  }

  /// Whether a layer has this path; the network itself has the empty one.
  /// - Parameter path: in numbers, `2.1`.
  /// - Returns: whether there is a layer.
  public func holds(_ path: String) -> Bool {
    var layer = root
    for part in path.split(separator: ".", omittingEmptySubsequences: false) where !path.isEmpty {
      guard let member = layer.members.first(where: { $0.name == part }) else { return false }
      layer = member.layer
    }
    return true
  }

  /// A layer inside, wherever it lies.
  /// - Parameters:
  ///   - path: one that it `holds`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the layer as a network, with its weights and, once the whole has seen a shape, that of its input.
  /// - Throws: what a layer cannot take.
  public func part(at path: String, in execution: Execution = Execution()) throws(TensorError) -> Network {
    var part = self
    for step in path.split(separator: ".") {
      if let number = Int(step) {
        part = try part.part([number - 1], in: execution)
      } else {
        part = part.part(named: String(step)) ?? part
      }
    }
    return part
  }
}
