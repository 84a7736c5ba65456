/// Networks add up and stretch parameter by parameter, so that `net - 0.1 * gradient` is a step of gradient descent.
///
/// Statistics take no part: a sum or difference has those of the operand that is a gradient, which carries what they
/// became while it was taken; else those of the first.
extension Network {
  /// How two parameters are combined, element by element.
  public enum Combination: Sendable { case add, subtract, multiply, divide, power }

  /// Every learned parameter with the one at the same place of another network.
  /// - Parameters:
  ///   - other: a network with the same layers.
  ///   - combination: what is done with the two parameters at each place, this network's first.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: a network like both; it is a gradient where both are.
  /// - Throws: `shapes` unless both have the same layers with parameters of the same shapes; where only one of them has
  ///   seen a shape, what the other's layers say of it; `memory`, `cancelled`.
  public func combined(
    with other: Network, by combination: Combination, in execution: Execution = Execution()
  ) throws(TensorError) -> Network {
    // One that has seen no shape yet is what it would be for the other's.
    var (first, second) = (self, other)
    if let shape = second.inputShape { try first.build(for: shape, in: execution) }
    if let shape = first.inputShape { try second.build(for: shape, in: execution) }
    try first.checkSame(as: second)
    let statistics = second.isGradient && !first.isGradient ? second : first
    var parameters: [Parameter] = []
    for ((a, b), kept) in zip(zip(first.parameters, second.parameters), statistics.parameters) {
      // A statistic that is shared stays so.
      guard a.parameter.role == .learned else {
        parameters.append(kept.parameter)
        continue
      }
      var parameter = a.parameter
      parameter.tensor = try combination.apply(a.parameter.tensor, b.parameter.tensor, execution)
      parameters.append(parameter)
    }
    var result = first.replacing(parameters)
    result.isGradient = first.isGradient && second.isGradient
    return result
  }

  /// Every learned parameter by a number.
  /// - Parameters:
  ///   - number: a tensor without dimensions, converted to the type of each parameter.
  ///   - combination: what is done with each parameter and the number.
  ///   - reversed: whether the number comes first.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: a network with the changed parameters.
  /// - Throws: `memory`, `cancelled`.
  public func combined(
    with number: Tensor, by combination: Combination, reversed: Bool = false,
    in execution: Execution = Execution()
  ) throws(TensorError) -> Network {
    var copy = self
    try copy.visit { _, parameter throws(TensorError) in
      guard parameter.role == .learned else { return }
      let number = try number.converted(to: parameter.tensor.dtype)
      let operands = reversed ? (number, parameter.tensor) : (parameter.tensor, number)
      parameter.tensor = try combination.apply(operands.0, operands.1, execution)
    }
    return copy
  }

  /// A function of every learned parameter.
  /// - Parameter function: gets a parameter, and gives a floating-point tensor of its shape.
  /// - Returns: a network with these parameters, whose statistics have their type; it is a gradient where this one is.
  /// - Throws: `shapes` for a result of another shape, `dtype` for one of integers; what the function throws; `memory`.
  public func mapping(
    _ function: (Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Network {
    var copy = self
    var type = DType.float32
    try copy.visit { path, parameter throws(TensorError) in
      guard parameter.role == .learned else { return }
      let result = try function(parameter.tensor)
      guard result.shape == parameter.tensor.shape else {
        throw TensorError(
          .shapes,
          "a function of a network's parameters keeps their shapes: of \(path) \(parameter.tensor.shape) it "
            + "made \(result.rank == 0 ? "a number" : "\(result.shape)")")
      }
      guard result.dtype.isFloating else {
        throw TensorError(
          .dtype, "a network's parameters are floating-point numbers, not \(result.dtype.name)")
      }
      parameter.tensor = result
      if result.dtype == .float64 { type = .float64 }
    }
    // Statistics take the type of the parameters.
    try copy.visit { _, parameter throws(TensorError) in
      guard parameter.role != .learned, parameter.tensor.dtype != type else { return }
      parameter.tensor = try parameter.tensor.converted(to: type)
    }
    return copy
  }

  /// The root of the sum of the squares of all learned parameters, through which a gradient flows.
  /// - Parameter execution: what may stop it, and how many threads work.
  /// - Returns: one number, `[]`.
  /// - Throws: `memory`, `cancelled`.
  public func euclideanNorm(in execution: Execution = Execution()) throws(TensorError) -> Tensor {
    var norms: [Tensor] = []
    for (_, parameter) in parameters where parameter.role == .learned {
      norms.append(try Norm().apply([parameter.tensor], in: execution))
    }
    guard !norms.isEmpty else { return try Tensor(0) }
    return try Norm().apply([try Stack(axis: 0).apply(norms, in: execution)], in: execution)
  }

  /// All parameters in another floating-point type.
  /// - Parameter dtype: float32 or float64.
  /// - Returns: a network with the converted parameters.
  /// - Throws: `memory`.
  public func converted(to dtype: DType) throws(TensorError) -> Network {
    var copy = self
    try copy.visit { _, parameter throws(TensorError) in
      parameter.tensor = try parameter.tensor.converted(to: dtype)
    }
    return copy
  }

  /// This network and a gradient by it, ready for a step of an optimizer.
  /// - Parameters:
  ///   - gradient: a network like this one, with gradients in the places of its parameters.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: both, built for the same shape; the gradient in the type of the parameters.
  /// - Throws: `shapes` unless both have the same layers with parameters of the same shapes; `memory`.
  package func matched(
    with gradient: Network, in execution: Execution = Execution()
  ) throws(TensorError) -> (network: Network, gradient: Network) {
    var (network, gradient) = (self, gradient)
    if let shape = gradient.inputShape { try network.build(for: shape, in: execution) }
    if let shape = network.inputShape { try gradient.build(for: shape, in: execution) }
    try network.checkSame(as: gradient)
    var types = network.parameters.map(\.parameter.tensor.dtype)[...]
    try gradient.visit { _, parameter throws(TensorError) in
      if let type = types.popFirst() { parameter.tensor = try parameter.tensor.converted(to: type) }
    }
    return (network, gradient)
  }

  private func checkSame(as other: Network) throws(TensorError) {
    let (mine, theirs) = (parameters, other.parameters)
    guard root.namedSettings.withoutNames == other.root.namedSettings.withoutNames,
      mine.map(\.path) == theirs.map(\.path)
    else {
      throw TensorError(
        .shapes,
        "networks are added layer by layer, and these differ: \(root.shortText) and \(other.root.shortText)",
        help: "add a network to its gradient, or to another copy of it")
    }
    for (a, b) in zip(mine, theirs) where a.parameter.tensor.shape != b.parameter.tensor.shape {
      throw TensorError(
        .shapes,
        "\(a.path) is \(a.parameter.tensor.shape) in one network and \(b.parameter.tensor.shape) in the other"
      )
    }
  }
}

extension Network.Combination {
  func apply(_ a: Tensor, _ b: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    switch self {
    case .add: try Add().apply([a, b], in: execution)
    case .subtract: try Subtract().apply([a, b], in: execution)
    case .multiply: try Multiply().apply([a, b], in: execution)
    case .divide: try Divide().apply([a, b], in: execution)
    case .power: try Power().apply([a, b], in: execution)
    }
  }
}
