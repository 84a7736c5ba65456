extension Network {
  /// All tensors by their paths: what a file keeps of a network beside its text.
  public var tensors: [(name: String, tensor: Tensor)] {
    parameters.map { ($0.path, $0.parameter.tensor) }
  }

  /// The same network, built for such inputs, with the tensors of a file in place of its own.
  /// - Parameters:
  ///   - tensors: the parameters by their paths.
  ///   - inputShape: of one input, `[C, H, W]` or `[F]`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the network with these parameters.
  /// - Throws: `shapes` when a tensor is missing, left over or of another shape; and as `build` does.
  public func loading(
    _ tensors: [String: Tensor], inputShape: Shape, in execution: Execution = Execution()
  ) throws(TensorError) -> Network {
    var copy = self
    var weights = WeightSource(tensors, in: execution)
    try copy.build(for: inputShape, &weights)
    try copy.visit { path, parameter throws(TensorError) in
      guard tensors[path] != nil else { throw TensorError(.shapes, "there are no weights for \(path)") }
      // A layer that had weights before has asked for none.
      guard weights.holds(path) else { return }
      parameter.tensor = try weights.take(path, parameter.tensor.shape)
    }
    if let extra = weights.firstLeft { throw TensorError(.shapes, "this network has no \(extra)") }
    return copy
  }
}
