extension Tensor {
  /// How often each whole number from 1 on is among the elements, or the sums of their weights. PyTorch:
  /// `torch.bincount(x - 1, weights, minlength)`.
  /// - Parameters:
  ///   - weights: how much each element counts, float32 or float64 and of the same shape.
  ///   - least: so many numbers at least, also those that are not there.
  ///   - execution: what may stop it.
  /// - Returns: int64, or of the weights' type.
  /// - Throws: `TensorError.index` for an element that is no whole number from 1 on; `shapes` for weights of another
  ///   shape; `memory`, `cancelled`.
  package func binCounts(
    weights: Tensor? = nil, atLeast least: Int = 0, in execution: Execution
  ) throws(TensorError) -> Tensor {
    if let weights, weights.shape != shape {
      throw TensorError(
        .shapes, "each of the elements \(shape) needs a weight, and these are \(weights.shape)",
        operands: [.init(0, "\(shape)"), .init(1, "weights \(weights.shape)")])
    }
    for position in 0..<(dtype == .int64 ? 0 : count) {
      if position & 0xFFFF == 0 { try execution.checkCancelled() }
      try Tensor.checkCounted(element(position))
    }
    let numbers = dtype == .int64 ? self : try converted(to: .int64)
    if let low = numbers.read(as: Int64.self, { $0.first { $0 < 1 } }) {
      try Tensor.checkCounted(Double(low))
    }
    let largest = numbers.read(as: Int64.self) { $0.reduce(0) { Swift.max($0, $1) } }
    let shape = try Shape(checking: [Swift.max(least, Int(largest))])
    guard let weights else {
      let result = try Tensor(zeros: shape, .int64)
      try numbers.read(as: Int64.self) { numbers throws(TensorError) in
        try result.write(as: Int64.self) { result throws(TensorError) in
          try Broadcast.inChunks(numbers.count, execution) {
            for i in $0 { result[Int(numbers[i]) - 1] &+= 1 }
          }
        }
      }
      return result
    }
    let sums = try Tensor(zeros: shape, .float64)
    try numbers.read(as: Int64.self) { numbers throws(TensorError) in
      try sums.write(as: Double.self) { sums throws(TensorError) in
        try Broadcast.inChunks(numbers.count, execution) { chunk in
          for i in chunk { sums[Int(numbers[i]) - 1] += weights.element(i) }
        }
      }
    }
    return try sums.converted(to: weights.dtype)
  }

  private static func checkCounted(_ number: Double) throws(TensorError) {
    guard number >= 1, number == number.rounded(), number < 0x1p62 else {
      throw TensorError(
        .index, "bincount counts the whole numbers from 1 on, not \(DoubleText.shortest(number))",
        operands: [.init(0, "the numbers")],
        help: number == 0 ? "bincount(x + 1)[1] counts the zeros" : nil)
    }
  }
}
