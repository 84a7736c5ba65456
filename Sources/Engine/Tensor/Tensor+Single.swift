extension Tensor {
  /// The element at a flat position, counted from 0, as a tensor without dimensions; off any tape.
  /// - Throws: `TensorError.memory`.
  public func single(_ position: Int) throws(TensorError) -> Tensor {
    let single = try Tensor(uninitialized: [], dtype)
    precondition(position >= 0 && position < count, "position within the tensor")
    // The element lies within, and the new tensor has room for just one.
    withExtendedLifetime((self, single)) {
      single.storage.bytes.copyMemory(from: storage.bytes + position * dtype.size, byteCount: dtype.size)
    }
    if isMask { single.storage.isMask = true }
    return single
  }
}
