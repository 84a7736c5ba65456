import CKernels

/// Element-by-element work on tensors whose shapes need not be equal: shapes are aligned at their last dimension, and
/// a dimension of 1 (or a missing one) repeats, as in NumPy and PyTorch.
enum Broadcast {
  /// The common shape. `positions` says which operands of the operation the two are, for the message.
  /// - Throws: `TensorError.shapes` when two extents differ and neither is 1.
  static func shape(
    _ a: Shape, _ b: Shape, positions: (Int, Int) = (0, 1)
  ) throws(TensorError) -> Shape {
    if a == b || (b.count == 1 && b.rank <= a.rank) { return a }
    if a.count == 1 && a.rank <= b.rank { return b }
    let rank = max(a.rank, b.rank)
    var extents = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let left = axis - (rank - a.rank)
      let right = axis - (rank - b.rank)
      let (m, n) = (left >= 0 ? a[left] : 1, right >= 0 ? b[right] : 1)
      guard m == n || m == 1 || n == 1 else {
        throw TensorError(
          .shapes, "shapes \(a) and \(b) cannot be combined element by element: \(m) and \(n)",
          operands: [.init(positions.0, "\(a)"), .init(positions.1, "\(b)")], help: matrixHint(a, b))
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
  static func map<T: Scalar, Value: Scalar>(
    _ a: Tensor, _ b: Tensor, into shape: Shape, as type: T.Type, _ execution: Execution,
    _ body: (T, T) -> Value
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, Value.dtype)
    let rows = BroadcastRows(shape, a.shape, b.shape)
    try a.read(as: T.self) { a throws(TensorError) in
      try b.read(as: T.self) { b throws(TensorError) in
        try result.write(as: Value.self) { result throws(TensorError) in
          try rows.forEach(execution) { row in
            switch (rows.a, rows.b) {
            case (1, 1):
              for i in 0..<row.length {
                result[row.start &+ i] = body(a[row.a &+ i], b[row.b &+ i])
              }
            case (1, _):
              let right = b[row.b]
              for i in 0..<row.length { result[row.start &+ i] = body(a[row.a &+ i], right) }
            default:
              let left = a[row.a]
              for i in 0..<row.length {
                result[row.start &+ i] = body(left, b[row.b &+ i &* rows.b])
              }
            }
          }
        }
      }
    }
    return result
  }

  /// `kernel` of every triple of elements, into a new tensor of the broadcast `shape`.
  static func map<Kernel: TripleKernel>(
    _ first: Tensor, _ a: Tensor, _ b: Tensor, into shape: Shape, _ kernel: Kernel, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    typealias First = Kernel.First
    typealias T = Kernel.Element
    let result = try Tensor(uninitialized: shape, T.dtype)
    let rows = BroadcastRows(shape, first.shape, a.shape, b.shape)
    // The tensors outlive their pointers: they are held to the end of this function.
    defer { withExtendedLifetime((first, a, b)) {} }
    let (first, a, b) = (first.pointer(as: First.self), a.pointer(as: T.self), b.pointer(as: T.self))
    let target = result.pointer(as: T.self)
    try rows.forEach(execution) { row in
      switch (rows.a, rows.b, rows.c) {
      case (1, 1, 1):
        for i in 0..<row.length {
          target[row.start &+ i] = kernel(first[row.a &+ i], a[row.b &+ i], b[row.c &+ i])
        }
      case (1, 1, 0):
        let right = b[row.c]
        for i in 0..<row.length {
          target[row.start &+ i] = kernel(first[row.a &+ i], a[row.b &+ i], right)
        }
      default:
        for i in 0..<row.length {
          target[row.start &+ i] = kernel(
            first[row.a &+ i &* rows.a], a[row.b &+ i &* rows.b], b[row.c &+ i &* rows.c])
        }
      }
    }
    return result
  }

  /// Runs `body` over 0..<count in pieces, looking at the cancellation flag between them.
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
    return try Reduction.sum(gradient, into: shape, execution)
  }

  /// `tensor` repeated to fill `shape`: the pullback of a sum.
  static func expand(
    _ tensor: Tensor, to shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if tensor.shape == shape { return tensor }
    if !execution.usesReference {
      return try ElementKernel(fovea_element_copy).map(tensor, into: shape, execution)
    }
    return tensor.dtype == .float32
      ? try expand(tensor, to: shape, as: Float.self, execution)
      : try expand(tensor, to: shape, as: Double.self, execution)
  }

  private static func expand<T: FloatingScalar>(
    _ small: Tensor, to shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    try map(small, small, into: shape, as: T.self, execution) { value, _ in value }
  }
}

/// What is done with three elements. A type and not a closure, because generic code is specialised for its types
/// dependably, and for its closures only sometimes.
protocol TripleKernel<First, Element> {
  associatedtype First: Scalar
  associatedtype Element: Scalar
  func callAsFunction(_ first: First, _ a: Element, _ b: Element) -> Element
}
