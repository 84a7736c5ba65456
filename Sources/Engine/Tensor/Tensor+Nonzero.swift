import CKernels

extension Tensor {
  /// The indices of the elements that are not 0, in their order: int64 `[count, rank]`, a row for each.
  /// NaN is not 0. PyTorch: `torch.nonzero(x)`.
  /// - Parameters:
  ///   - first: the index of the first element of a dimension: 0, or 1 for callers that count from 1.
  ///   - execution: what may stop it.
  /// - Returns: int64 `[count, rank]`.
  /// - Throws: `TensorError.memory`, `cancelled`.
  public func nonzero(
    countingFrom first: Int64 = 0, in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    let truths = try truths()
    let count = try truths.trueCount(in: execution)
    let indices = try Tensor(uninitialized: Shape(checking: [count, rank]), .int64)
    guard count > 0, rank > 0 else { return indices }
    let columns = shape[rank - 1]
    var row = RowIndex(shape, first)
    var meter = CancelMeter(execution)
    try truths.asBytes.read(as: UInt8.self) { bytes throws(TensorError) in
      try indices.write(as: Int64.self) { indices throws(TensorError) in
        var found = 0
        for start in stride(from: 0, to: bytes.count, by: columns) where found < count {
          for column in stride(from: 0, to: columns, by: CancelMeter.chunk) {
            let length = min(CancelMeter.chunk, columns - column)
            try meter.spend(length)
            let part = UnsafeBufferPointer(rebasing: bytes[(start + column)..<(start + column + length)])
            let rest = UnsafeMutableBufferPointer(rebasing: indices[(found * rank)...])
            found += row.write(part, from: column, to: rest)
          }
          row.advance()
        }
      }
    }
    return indices
  }
}

/// The indices of a row of the last dimension, counted up row by row.
private struct RowIndex {
  private let extents: [Int]
  private let first: Int64
  /// In all dimensions but the last; one number too many for a vector, so that there is an address.
  private var indices: [Int64]

  init(_ shape: Shape, _ first: Int64) {
    (extents, self.first) = (shape.array, first)
    indices = Array(repeating: first, count: max(1, extents.count - 1))
  }

  mutating func advance() {
    for axis in (0..<(extents.count - 1)).reversed() {
      indices[axis] += 1
      guard indices[axis] - first == extents[axis] else { return }
      indices[axis] = first
    }
  }

  /// Writes the indices of the true ones among the bytes of this row from a column on, and returns how many there are.
  func write(
    _ mask: UnsafeBufferPointer<UInt8>, from column: Int, to target: UnsafeMutableBufferPointer<Int64>
  ) -> Int {
    indices.withUnsafeBufferPointer { before in
      guard let bytes = mask.baseAddress, let before = before.baseAddress, let start = target.baseAddress
      else {
        return 0
      }
      // The kernel reads the bytes of `mask` and rank - 1 indices, and writes whole rows of indices within `target`.
      return fovea_mask_indices(
        bytes, mask.count, first + Int64(column), before, extents.count, start, target.count / extents.count)
    }
  }
}
