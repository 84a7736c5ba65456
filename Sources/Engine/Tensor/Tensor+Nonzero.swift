extension Tensor {
  /// The indices of the elements that are not 0, in their order: int64 `[count, rank]`, a row for each, counted from 0.
  /// NaN is not 0. PyTorch: `torch.nonzero(x)`.
  /// - Parameter execution: what may stop it.
  /// - Returns: int64 `[count, rank]`.
  /// - Throws: `TensorError.memory`, `cancelled`.
  public func nonzero(in execution: Execution = Execution()) throws(TensorError) -> Tensor {
    let truths = try truths()
    let count = try truths.trueCount(in: execution)
    let indices = try Tensor(uninitialized: Shape(checking: [count, rank]), .int64)
    guard count > 0, rank > 0 else { return indices }
    let strides = shape.strides
    var meter = CancelMeter(execution)
    try truths.asBytes.read(as: UInt8.self) { bytes throws(TensorError) in
      try indices.write(as: Int64.self) { indices throws(TensorError) in
        var next = 0
        for position in 0..<bytes.count {
          if position & 0xFFF == 0 { try meter.spend(min(0x1000, bytes.count - position)) }
          guard bytes[position] != 0 else { continue }
          var rest = position
          for step in strides.dropLast() {
            let (index, remainder) = rest.quotientAndRemainder(dividingBy: step)
            indices[next] = Int64(index)
            (rest, next) = (remainder, next &+ 1)
          }
          indices[next] = Int64(rest)
          next &+= 1
        }
      }
    }
    return indices
  }
}
