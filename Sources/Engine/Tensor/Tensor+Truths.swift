import CKernels

/// Bool tensors and the bytes 1 and 0 that they are made of.
extension Tensor {
  /// The elements of a bool tensor as uint8, for loops over numbers; nothing is copied.
  /// - Precondition: the elements are bool.
  var asBytes: Tensor {
    precondition(dtype == .bool, "only bool has the bytes 1 and 0")
    return Tensor(storage: TensorStorage(sharing: storage, shape: shape, node: nil, as: .uint8))
  }

  /// Bytes that are 1 or 0 as a bool tensor; nothing is copied.
  /// - Precondition: the elements are uint8, and none is another number.
  var asTruths: Tensor {
    precondition(dtype == .uint8, "truths are bytes")
    return Tensor(storage: TensorStorage(sharing: storage, shape: shape, node: nil, as: .bool))
  }

  /// Whether each element is not 0, as bool; NaN is not.
  /// - Throws: `TensorError.memory`.
  func truths() throws(TensorError) -> Tensor { try converted(to: .bool) }

  /// How many elements of a bool tensor are true.
  /// - Precondition: the elements are bool.
  func trueCount(in execution: Execution) throws(TensorError) -> Int {
    var total = 0
    try asBytes.read(as: UInt8.self) { bytes throws(TensorError) in
      try Broadcast.inChunks(bytes.count, execution) { chunk in
        guard let start = bytes.baseAddress else { return }
        // The chunk lies within the bytes.
        total += fovea_mask_count(start + chunk.lowerBound, chunk.count)
      }
    }
    return total
  }
}
