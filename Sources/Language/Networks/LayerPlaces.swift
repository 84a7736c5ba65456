import Engine

/// Layers as calls name them: by number, by path (`"2.1"`, `"1.loc.2"`), by name (`"stem"`), or by a path that begins with a name.
extension Arguments {
  /// The path of a layer as the call writes it.
  /// - Throws: `wrongType`, `option` for anything but a number and a string.
  func layerPlace(_ parameter: some ParameterReference) throws(Diagnostic) -> String {
    if case .string(let box) = value(parameter) { return box.text }
    return "\(try integer(parameter, 1...Int(Int32.max)))"
  }

  /// The paths of several layers: of one, of a range or vector of numbers, or of a list of them and of names.
  /// - Throws: `index` for a layer that there is not; `wrongType`.
  func layerPaths(_ parameter: some ParameterReference, of network: Network) throws(Diagnostic) -> [String] {
    let places: [String]
    switch value(parameter) {
    case .string(let box): places = [box.text]
    case .list(let list):
      var all: [String] = []
      for value in list.values {
        if case .string(let box) = value {
          all.append(box.text)
        } else {
          all += try integers([value], [span(parameter)]).map(String.init)
        }
      }
      places = all
    default: places = try integers(parameter).map(String.init)
    }
    for place in places {
      if let number = Int(place), !network.layers.indices.contains(number - 1) {
        throw failure(
          .index, "there is no layer \(number): the network has \(network.layers.count)", at: parameter)
      }
      guard network.layerPath(place) == nil else { continue }
      let error = network.missingLayer(place)
      throw failure(.index, error.message, at: parameter, help: error.help)
    }
    return places.compactMap(network.layerPath)
  }
}

extension Network {
  /// The path in numbers of a layer that a call names, empty for the network itself; nil where there is no such layer.
  func layerPath(_ place: String) -> String? {
    let path = fullPath(place)
    return !place.isEmpty && holds(path) ? path : nil
  }

  /// The same without asking whether there is such a layer; `loc` is short for `localisation`.
  func fullPath(_ place: String) -> String {
    var parts = path(place).split(separator: ".", omittingEmptySubsequences: false)
      .map { $0 == "loc" ? "localisation" : String($0) }
    // A network that is one layer has it as its first.
    if root.pathsJoin == nil, parts.first == "1" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }

  /// What to say where no layer has a path or a name.
  /// - Parameters:
  ///   - place: what the call gives.
  ///   - paths: the paths that there are; those of the table without them.
  func missingLayer(_ place: String, among paths: [String]? = nil) -> TensorError {
    let names = layerNames
    let known = paths ?? (try? NetworkTable(self).rows.map(\.path)) ?? root.members.map(\.name)
    let described = known.map { path in
      let name = names.first { $0.path == path }.map { " \"\($0.name)\"" } ?? ""
      return path.replacing("localisation", with: "loc") + name
    }
    let error = TensorError.missingLayer(place, among: described)
    guard let close = Suggestion.closest(to: place, among: names.map(\.name)) else { return error }
    return error.saying(error.message, help: "did you mean \"\(close)\"?")
  }
}
