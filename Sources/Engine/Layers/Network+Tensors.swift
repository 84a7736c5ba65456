extension Network {
  /// All tensors by their paths: what a file keeps of a network beside its text.
  public var tensors: [(name: String, tensor: Tensor)] {
    parameters.map { ($0.path, $0.parameter.tensor) }
  }

  /// The same network, built for such inputs, with the tensors of a file in place of its own.
  /// - Parameter inputShape: of one input, `[C, H, W]` or `[F]`.
  /// - Throws: `shapes` when a tensor is missing, left over or of another shape; and as `build` does.
  public func loading(
    _ tensors: [String: Tensor], inputShape: Shape, in execution: Execution = Execution()
  ) throws(TensorError) -> Network {
    var copy = self
    copy.inputShape = nil
    try copy.build(for: inputShape, in: execution)
    var rest = tensors
    try copy.visit { path, parameter throws(TensorError) in
      guard let tensor = rest.removeValue(forKey: path) else {
        throw TensorError(.shapes, "there are no weights for \(path)")
      }
      guard tensor.shape == parameter.tensor.shape, tensor.dtype.isFloating else {
        throw TensorError(
          .shapes, "\(path) is \(parameter.tensor.shape) in this network, and the weights are \(tensor.shape)"
        )
      }
      parameter.tensor = tensor
    }
    if let extra = rest.keys.sorted().first {
      throw TensorError(.shapes, "this network has no \(extra)")
    }
    return copy
  }
}
