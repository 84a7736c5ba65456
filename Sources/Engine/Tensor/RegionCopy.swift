extension Region {
  /// Writes the elements of a region of `source` into a region, equal in extents, of `target`, which nobody else
  /// holds and which has the same element type.
  static func copy(
    _ source: Tensor, _ from: Region, into target: Tensor, _ to: Region, _ execution: Execution
  ) throws(TensorError) {
    switch source.dtype {
    case .float32: try walk(source, from, target, to, Replace<Float>(), execution)
    case .float64: try walk(source, from, target, to, Replace<Double>(), execution)
    case .uint8: try walk(source, from, target, to, Replace<UInt8>(), execution)
    case .int64: try walk(source, from, target, to, Replace<Int64>(), execution)
    case .bool: try walk(source, from, target, to, Replace<Bool>(), execution)
    }
  }

  /// Adds the elements of a region of `source` to those of a region of `target`; floating types only.
  static func add(
    _ source: Tensor, _ from: Region, into target: Tensor, _ to: Region, _ execution: Execution
  ) throws(TensorError) {
    if source.dtype == .float32 {
      try walk(source, from, target, to, Accumulate<Float>(), execution)
    } else {
      try walk(source, from, target, to, Accumulate<Double>(), execution)
    }
  }

  /// Writes one value all over a region.
  static func fill(
    _ value: Double, into target: Tensor, _ to: Region, _ execution: Execution
  ) throws(TensorError) {
    try copy(try Tensor(value, target.dtype), to.repeatedFirst, into: target, to, execution)
  }

  /// A new contiguous tensor of the region's elements.
  func gathered(
    from source: Tensor, as shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, source.dtype)
    try Region.copy(source, self, into: result, contiguous, execution)
    return result
  }

  private static func walk<Action: Transfer>(
    _ source: Tensor, _ from: Region, _ target: Tensor, _ to: Region, _ action: Action,
    _ execution: Execution
  ) throws(TensorError) {
    guard from.count > 0 else { return }
    let (from, to) = simplified(from, to)
    // Both tensors are held to the end of this function, and regions stay inside their tensors.
    defer { withExtendedLifetime((source, target)) {} }
    let walk = Walk(from, to)
    let start = UnsafePointer(source.pointer(as: Action.Element.self)) + from.offset
    let end = target.pointer(as: Action.Element.self) + to.offset
    var meter = CancelMeter(execution)
    try walk.forEachPlane { read, write throws(TensorError) in
      try walk.transferPlane(start + read, end + write, action, &meter)
    }
  }
}

/// The order in which a pair of regions is gone through: planes of two axes, the inner of which steps least in the
/// target, the outer least in the source, so that neither a copy nor a transposition misses the cache at each step.
private struct Walk {
  private let from: Region
  private let to: Region
  private let inner: Int?
  private let outer: Int?

  init(_ from: Region, _ to: Region) {
    (self.from, self.to) = (from, to)
    let axes = 0..<from.rank
    let inner = axes.min { abs(to.steps[$0]) < abs(to.steps[$1]) }
    self.inner = inner
    outer = axes.filter { $0 != inner }.min { abs(from.steps[$0]) < abs(from.steps[$1]) }
  }

  /// Calls `body` with the offsets, in source and target, of every plane.
  @inline(__always)
  func forEachPlane(_ body: (Int, Int) throws(TensorError) -> Void) throws(TensorError) {
    var index = InlineArray<6, Int>(repeating: 0)
    var (read, write) = (0, 0)
    while true {
      try body(read, write)
      var axis = from.rank - 1
      while axis >= 0 {
        if axis != inner && axis != outer {
          index[axis] += 1
          read += from.steps[axis]
          write += to.steps[axis]
          if index[axis] < from.extents[axis] { break }
          read -= from.steps[axis] * from.extents[axis]
          write -= to.steps[axis] * from.extents[axis]
          index[axis] = 0
        }
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  @inline(__always)
  func transferPlane<Action: Transfer>(
    _ source: UnsafePointer<Action.Element>, _ target: UnsafeMutablePointer<Action.Element>,
    _ action: Action, _ meter: inout CancelMeter
  ) throws(TensorError) {
    let (columns, read, write) = axis(inner)
    let (rows, rowRead, rowWrite) = axis(outer)
    // Rows that neither side has as columns are taken whole; else in strips that fit the nearest cache.
    let strip = abs(read) <= abs(rowRead) || rows == 1 ? CancelMeter.chunk : 32
    var column = 0
    while column < columns {
      let width = min(strip, columns - column)
      for row in 0..<rows {
        try meter.spend(width)
        action(
          source + (row &* rowRead &+ column &* read), read,
          target + (row &* rowWrite &+ column &* write), write, width)
      }
      column += width
    }
  }

  private func axis(_ axis: Int?) -> (extent: Int, read: Int, write: Int) {
    guard let axis else { return (1, 0, 0) }
    return (from.extents[axis], from.steps[axis], to.steps[axis])
  }
}

/// What happens along one run of elements.
private protocol Transfer {
  associatedtype Element: Scalar
  func callAsFunction(
    _ source: UnsafePointer<Element>, _ read: Int, _ target: UnsafeMutablePointer<Element>, _ write: Int,
    _ count: Int)
}

private struct Replace<Element: Scalar>: Transfer {
  @inline(__always)
  func callAsFunction(
    _ source: UnsafePointer<Element>, _ read: Int, _ target: UnsafeMutablePointer<Element>, _ write: Int,
    _ count: Int
  ) {
    if read == 1 && write == 1 {
      target.update(from: source, count: count)
    } else {
      for i in 0..<count { target[i &* write] = source[i &* read] }
    }
  }
}

private struct Accumulate<Element: FloatingScalar>: Transfer {
  @inline(__always)
  func callAsFunction(
    _ source: UnsafePointer<Element>, _ read: Int, _ target: UnsafeMutablePointer<Element>, _ write: Int,
    _ count: Int
  ) {
    for i in 0..<count { target[i &* write] += source[i &* read] }
  }
}
