/// Element-by-element work on two tensors whose shapes need not be equal: shapes are aligned at their last dimension,
/// and a dimension of 1 (or a missing one) repeats, as in NumPy and PyTorch.
enum Broadcast {
  /// The common shape.
  /// - Throws: `TensorError.shapes` when two extents differ and neither is 1.
  static func shape(_ a: Shape, _ b: Shape) throws(TensorError) -> Shape {
    if a == b { return a }
    let rank = max(a.rank, b.rank)
    var extents = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let left = axis - (rank - a.rank)
      let right = axis - (rank - b.rank)
      let (m, n) = (left >= 0 ? a[left] : 1, right >= 0 ? b[right] : 1)
      guard m == n || m == 1 || n == 1 else {
        throw TensorError(
          .shapes, "shapes \(a) and \(b) do not fit element by element: \(m) against \(n)",
          operands: [.init(0, "\(a)"), .init(1, "\(b)")], help: matrixHint(a, b))
      }
      extents[axis] = m == 1 ? n : m
    }
    return try Shape(checking: extents)
  }

  private static func matrixHint(_ a: Shape, _ b: Shape) -> String? {
    guard a.rank == 2, b.rank >= 1, b.rank <= 2, a[1] == b[0] else { return nil }
    return "for the matrix product write @"
  }

  /// `body` of every pair of elements, into a new tensor of the broadcast `shape`.
  @inline(__always)
  static func map<T: FloatingScalar>(
    _ a: Tensor, _ b: Tensor, into shape: Shape, as type: T.Type, _ execution: Execution,
    _ body: (T, T) -> T
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, T.dtype)
    try a.read(as: T.self) { a throws(TensorError) in
      try b.read(as: T.self) { b throws(TensorError) in
        try result.write(as: T.self) { result throws(TensorError) in
          if a.count == result.count && b.count == result.count {
            try inChunks(result.count, execution) { for i in $0 { result[i] = body(a[i], b[i]) } }
          } else if b.count == 1 {
            let right = b[0]
            try inChunks(result.count, execution) { for i in $0 { result[i] = body(a[i], right) } }
          } else if a.count == 1 {
            let left = a[0]
            try inChunks(result.count, execution) { for i in $0 { result[i] = body(left, b[i]) } }
          }
        }
      }
    }
    if (a.count == shape.count && b.count == shape.count) || a.count == 1 || b.count == 1 { return result }
    try strided(a, b, result, execution, body)
    return result
  }

  /// The general case, row by row: each operand steps by its own strides, zero along repeated dimensions.
  @inline(__always)
  private static func strided<T: FloatingScalar>(
    _ a: Tensor, _ b: Tensor, _ result: Tensor, _ execution: Execution, _ body: (T, T) -> T
  ) throws(TensorError) {
    let shape = result.shape
    let (stepsA, stepsB) = (steps(of: a.shape, in: shape), steps(of: b.shape, in: shape))
    let width = shape[shape.rank - 1]
    let (innerA, innerB) = (stepsA[shape.rank - 1], stepsB[shape.rank - 1])
    guard result.count > 0 else { return }
    try a.read(as: T.self) { a throws(TensorError) in
      try b.read(as: T.self) { b throws(TensorError) in
        try result.write(as: T.self) { result throws(TensorError) in
          var index = [Int](repeating: 0, count: shape.rank)
          var (baseA, baseB) = (0, 0)
          for row in 0..<(result.count / width) {
            if row & 63 == 0 { try execution.checkCancelled() }
            let start = row * width
            for column in 0..<width {
              result[start &+ column] = body(a[baseA &+ column &* innerA], b[baseB &+ column &* innerB])
            }
            var axis = shape.rank - 2
            while axis >= 0 {
              index[axis] += 1
              baseA += stepsA[axis]
              baseB += stepsB[axis]
              if index[axis] < shape[axis] { break }
              baseA -= stepsA[axis] * shape[axis]
              baseB -= stepsB[axis] * shape[axis]
              index[axis] = 0
              axis -= 1
            }
          }
        }
      }
    }
  }

  /// Strides of `inner` for each dimension of `outer`, zero where it repeats.
  static func steps(of inner: Shape, in outer: Shape) -> [Int] {
    let strides = inner.strides
    let missing = outer.rank - inner.rank
    return (0..<outer.rank).map { axis in
      axis < missing || inner[axis - missing] == 1 ? 0 : strides[axis - missing]
    }
  }

  /// Runs `body` over 0..<count in pieces, looking at the cancel word between them.
  @inline(__always)
  static func inChunks(
    _ count: Int, _ execution: Execution, _ body: (Range<Int>) -> Void
  ) throws(TensorError) {
    let chunk = 1 << 16
    var start = 0
    while start < count {
      try execution.checkCancelled()
      let end = min(start + chunk, count)
      body(start..<end)
      start = end
    }
  }

  /// The sum of `gradient` over the dimensions that broadcasting repeated: the pullback of repeating.
  static func reduce(
    _ gradient: Tensor, to shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if gradient.shape == shape { return gradient }
    return gradient.dtype == .float32
      ? try reduce(gradient, to: shape, as: Float.self, execution)
      : try reduce(gradient, to: shape, as: Double.self, execution)
  }

  private static func reduce<T: FloatingScalar>(
    _ gradient: Tensor, to shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let outer = gradient.shape
    let steps = steps(of: shape, in: outer)
    var sums = [Double](repeating: 0, count: shape.count)
    try gradient.read(as: T.self) { elements throws(TensorError) in
      var index = [Int](repeating: 0, count: outer.rank)
      var target = 0
      for position in 0..<elements.count {
        if position & 0xFFFF == 0 { try execution.checkCancelled() }
        sums[target] += Double(elements[position])
        var axis = outer.rank - 1
        while axis >= 0 {
          index[axis] += 1
          target += steps[axis]
          if index[axis] < outer[axis] { break }
          target -= steps[axis] * outer[axis]
          index[axis] = 0
          axis -= 1
        }
      }
    }
    return try Tensor(sums, shape).converted(to: T.dtype)
  }
}
