extension Tensor {
  /// The address of the elements, for loops over several tensors at once.
  ///
  /// It holds only while the tensor lives: who asks for it keeps the tensor with `withExtendedLifetime` until the loop
  /// is over, and writes only a tensor that it has just made.
  @inline(__always)
  func pointer<T: Scalar>(as type: T.Type) -> UnsafeMutablePointer<T> {
    precondition(T.dtype == dtype, "a pointer of the tensor's own element type")
    return storage.bytes.assumingMemoryBound(to: T.self)
  }
}
