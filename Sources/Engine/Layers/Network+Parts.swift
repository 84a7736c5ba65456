/// Parts of a network as networks of their own, with their weights and the shape that they see.
extension Network {
  /// The layers that it is made of, by their numbers: those of a chain, those on the main path of a residual block, branches;
  /// itself alone where it holds none.
  public var layers: [any Layer] {
    root.pathsJoin != nil ? root.members.filter(\.isNumbered).map(\.layer) : [root]
  }

  /// The names of the parts that are no layer of a row: `localisation`, `shortcut`.
  public var partNames: [String] { root.members.filter { !$0.isNumbered }.map(\.name) }

  /// Some of the layers, by their places from 0: one alone, or several, which are put together as they are here.
  /// - Parameters:
  ///   - places: where the layers stand, from 0; each must be there.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the part as a network, with its weights and, once the whole has seen a shape, that of its input.
  /// - Throws: what a layer cannot take, where layers are left out between.
  public func part(_ places: [Int], in execution: Execution = Execution()) throws(TensorError) -> Network {
    let all = layers
    let chosen = places.map { all[$0] }
    if let parallel = root as? ParallelLayer {
      return branch(try places.count == 1 ? chosen[0] : ParallelLayer(chosen, join: parallel.join))
    }
    var result = branch(places.count == 1 ? chosen[0] : Chain(chosen))
    guard let inputShape, let first = places.first else { return result }
    var shape = Shape(trusted: [1] + inputShape.array)
    var weights = WeightSource(in: execution)
    for index in 0..<first {
      var layer = all[index]
      shape = try layer.build(shape, &weights)
    }
    result.inputShape = PictureBatch.sample(shape)
    return result
  }

  /// A part with a name of its own, such as the localisation network of a transformer; nil where there is none of it.
  /// - Parameter name: one of `partNames`.
  /// - Returns: the part as a network, with its weights.
  public func part(named name: String) -> Network? {
    root.members.first { !$0.isNumbered && $0.name == name }.map { branch($0.layer) }
  }

  /// A layer inside that gets the input of the whole.
  private func branch(_ layer: any Layer) -> Network {
    var result = Network(layer)
    result.inputShape = inputShape
    result.isGradient = isGradient
    return result
  }

  /// Networks one after the other as one. Where all of them have their weights, and the first shape is known, so does it.
  /// - Parameters:
  ///   - parts: the networks, in the order in which a batch goes through them.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: one chain of them.
  public static func joining(_ parts: [Network], in execution: Execution = Execution()) -> Network {
    var result = Network(Chain(parts.map(\.root)))
    result.buildOfBuilt(parts, in: execution)
    return result
  }

  /// Gets the weights that a network still lacks whose parts have all of theirs, where the shape of its input is known.
  /// - Parameter parts: those that it was made of, in their order.
  package mutating func buildOfBuilt(_ parts: [Network], in execution: Execution) {
    guard parts.allSatisfy(\.root.isBuilt), let first = parts.firstIndex(where: \.isBuilt),
      parts[..<first].allSatisfy({ $0.root.window == .single }), let shape = parts[first].inputShape
    else { return }
    // Parts that do not fit are an error where they are used.
    try? build(for: shape, in: execution)
  }

  /// The same network off the tape that records its gradient.
  public var detached: Network {
    var copy = self
    try? copy.visit { _, parameter throws(TensorError) in
      parameter.tensor = parameter.tensor.detached
    }
    return copy
  }

  /// The parameter with this path.
  /// - Parameter path: as `visit` shows it: `1.weight`.
  public subscript(path: String) -> Parameter? { parameters.first { $0.path == path }?.parameter }

  /// The same network with some of its parameters changed: those whose path begins with one of the prefixes, or all
  /// without any.
  /// - Parameters:
  ///   - prefixes: paths, whole or up to a point: `1` for all of the first layer.
  ///   - change: gets each of these parameters.
  /// - Returns: a network with the changed parameters.
  public func changing(_ prefixes: [String] = [], _ change: (inout Parameter) -> Void) -> Network {
    var copy = self
    try? copy.visit { path, parameter throws(TensorError) in
      if prefixes.isEmpty || prefixes.contains(where: { path == $0 || path.hasPrefix($0 + ".") }) {
        change(&parameter)
      }
    }
    return copy
  }

  /// The tensors of its trainable parameters.
  public var trainable: [Tensor] { parameters.filter(\.parameter.isTrainable).map(\.parameter.tensor) }

  /// The same network with other tensors for its trainable parameters, in their order.
  /// - Parameter next: gives one tensor after the other, each of its parameter's shape.
  /// - Returns: a network with these tensors.
  public func changingTrainable(_ next: () -> Tensor) -> Network {
    changing { parameter in
      if parameter.isTrainable { parameter.tensor = next() }
    }
  }

  /// Whether a gradient is being recorded through a parameter.
  public var isTaped: Bool { parameters.contains { $0.parameter.tensor.isTaped } }
}
