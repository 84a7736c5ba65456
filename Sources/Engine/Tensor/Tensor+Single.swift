extension Tensor {
  /// The element at a flat position, counted from 0, as a tensor without dimensions; off any tape.
  /// - Throws: `TensorError.memory`.
  public func single(_ position: Int) throws(TensorError) -> Tensor {
    try Tensor(element(position), dtype)
  }
}
