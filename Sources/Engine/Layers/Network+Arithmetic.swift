/// Networks add up and stretch parameter by parameter, so that `net - 0.1 * gradient` is a step of gradient descent.
///
/// Statistics take no part: a sum or difference has those of the operand that is a gradient, which carries what they
/// became while it was taken; else those of the first.
extension Network {
  /// How two parameters are combined, element by element.
  public enum Combination: Sendable { case add, subtract, multiply, divide }

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

  private func checkSame(as other: Network) throws(TensorError) {
    let (mine, theirs) = (parameters, other.parameters)
    guard text == other.text, mine.map(\.path) == theirs.map(\.path) else {
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
    }
  }
}
