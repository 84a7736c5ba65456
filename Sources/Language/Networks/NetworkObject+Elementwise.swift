import Engine

/// Functions of a network's parameters, so that an optimizer can be written by hand.
extension Arguments {
  /// A function of every learned parameter of a network.
  /// - Throws: what the function throws; `shapes` where it changes the shape of a parameter, `size` for a network without
  ///   weights.
  func mapped(
    _ object: NetworkObject, _ function: (Value) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let current = try weights(of: object)
    var result = object.offItsTape
    result.network = try engine { () throws(TensorError) in
      try current.mapping { parameter throws(TensorError) in
        try Arguments.tensor(parameter, function)
      }
    }
    return .object(result)
  }

  private static func tensor(
    _ parameter: Tensor, _ function: (Value) throws(Diagnostic) -> Value
  ) throws(TensorError) -> Tensor {
    let value: Value
    do throws(Diagnostic) { value = try function(.tensor(parameter)) } catch {
      throw error.code == .interrupted ? .cancelled : TensorError(cause: error)
    }
    switch value {
    case .tensor(let tensor): return tensor
    case .number(let number): return try Tensor(number, parameter.dtype)
    default:
      throw TensorError(
        cause: Diagnostic(
          .wrongType, "a function of a network's parameters gives tensors, not \(value.briefly)",
          help: "for example map(w -> w^2, net)"))
    }
  }

  /// The norm of all learned parameters of a network.
  func norm(of object: NetworkObject) throws(Diagnostic) -> Value {
    let current = try weights(of: object)
    return .of(
      try engine { () throws(TensorError) in try current.euclideanNorm(in: interpreter.execution) })
  }

  private func weights(of object: NetworkObject) throws(Diagnostic) -> Network {
    let current = object.current
    guard current.isBuilt || !current.parameters.isEmpty else {
      throw failure(
        .size, "the network has no weights yet", at: 0, help: "build(net, [28, 28]) gives it weights")
    }
    return current
  }

  /// The same call with another value as its first argument.
  func replacingFirst(_ value: Value) -> Arguments {
    Arguments(
      builtIn: builtIn, interpreter: interpreter, values: [value] + values.dropFirst(), spans: spans,
      rest: rest,
      restSpans: restSpans, fieldNames: fieldNames, fieldValues: fieldValues)
  }
}
