/// The search for largest and smallest elements. The first NaN wins over every number, and among equals the first.
enum Extremum {
  /// Whether x takes the place of the best element so far.
  @inline(__always)
  static func replaces<T: NumberScalar>(_ x: T, _ best: T, largest: Bool) -> Bool {
    // Only NaN is unequal to itself; once it is the best, nothing is larger or smaller.
    (largest ? x > best : x < best) || (x != x && best == best)
  }

  /// The extreme elements along the scanned axis of `x`, and their places on it as int64, both with that axis as 1.
  /// - Precondition: the axis has at least one element.
  static func search(
    _ x: Tensor, _ scan: AxisScan, largest: Bool, _ execution: Execution
  ) throws(TensorError) -> (values: Tensor, places: Tensor) {
    guard x.count > 0 else {
      return (try Tensor(zeros: scan.keptShape, x.dtype), try Tensor(zeros: scan.keptShape, .int64))
    }
    if x.dtype.isFloating, let kernel = ExtremesKernel(scan, largest: largest, execution) {
      let values = try Tensor(uninitialized: scan.keptShape, x.dtype)
      let places = try Tensor(uninitialized: scan.keptShape, .int64)
      try kernel.run(x, into: values, places: places)
      return (values, places)
    }
    return switch x.dtype {
    case .float32: try search(x, scan, largest, as: Float.self, execution)
    case .float64: try search(x, scan, largest, as: Double.self, execution)
    case .uint8: try search(x, scan, largest, as: UInt8.self, execution)
    case .int64: try search(x, scan, largest, as: Int64.self, execution)
    case .bool: try searchBytes(x.asBytes, scan, largest, execution)
    }
  }

  /// The same of a bool tensor's bytes.
  private static func searchBytes(
    _ bytes: Tensor, _ scan: AxisScan, _ largest: Bool, _ execution: Execution
  ) throws(TensorError) -> (values: Tensor, places: Tensor) {
    let (values, places) = try search(bytes, scan, largest, as: UInt8.self, execution)
    return (values.asTruths, places)
  }

  private static func search<T: NumberScalar>(
    _ x: Tensor, _ scan: AxisScan, _ largest: Bool, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> (values: Tensor, places: Tensor) {
    let values = try Tensor(uninitialized: scan.keptShape, T.dtype)
    let places = try Tensor(zeros: scan.keptShape, .int64)
    // Where one extent is 0, the others are nothing to go over.
    guard values.count > 0 else { return (values, places) }
    // All three are held to the end of this function.
    defer { withExtendedLifetime((x, values, places)) {} }
    let (source, best) = (x.pointer(as: T.self), values.pointer(as: T.self))
    let place = places.pointer(as: Int64.self)
    var meter = CancelMeter(execution)
    for outer in 0..<scan.outer {
      let (from, to) = (source + outer * scan.extent * scan.inner, outer * scan.inner)
      (best + to).update(from: from, count: scan.inner)
      if scan.inner == 1 {
        var (value, found) = (from[0], 0)
        for step in 1..<max(scan.extent, 1) {
          if step & 0xFFF == 0 { try meter.spend(0x1000) }
          if replaces(from[step], value, largest: largest) { (value, found) = (from[step], step) }
        }
        (best[to], place[to]) = (value, Int64(found))
        try meter.spend(min(scan.extent, 0x1000))
        continue
      }
      for step in 1..<max(scan.extent, 1) {
        try meter.spend(scan.inner)
        let row = from + step * scan.inner
        for i in 0..<scan.inner where replaces(row[i], best[to &+ i], largest: largest) {
          (best[to &+ i], place[to &+ i]) = (row[i], Int64(step))
        }
      }
    }
    return (values, places)
  }

  /// The extreme elements over the axes along which `shape`, which broadcasts to that of `x`, has 1.
  /// - Precondition: there is at least one element for each.
  static func values(
    _ x: Tensor, into shape: Shape, largest: Bool, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    guard x.count > 0 else { return try Tensor(zeros: shape, x.dtype) }
    if x.dtype.isFloating, let kernel = ExtremesKernel(x.shape, into: shape, largest: largest, execution) {
      let result = try Tensor(uninitialized: shape, x.dtype)
      try kernel.run(x, into: result)
      return result
    }
    return switch x.dtype {
    case .float32: try values(x, into: shape, largest, as: Float.self, execution)
    case .float64: try values(x, into: shape, largest, as: Double.self, execution)
    case .uint8: try values(x, into: shape, largest, as: UInt8.self, execution)
    case .int64: try values(x, into: shape, largest, as: Int64.self, execution)
    case .bool: try values(x.asBytes, into: shape, largest, as: UInt8.self, execution).asTruths
    }
  }

  private static func values<T: NumberScalar>(
    _ x: Tensor, into shape: Shape, _ largest: Bool, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    var first = Region(x.shape)
    for axis in 0..<shape.rank where shape[axis] == 1 && x.shape[axis] != 1 {
      first.narrow(axis, start: 0, count: 1)
    }
    let result = try first.gathered(from: x, as: shape, execution)
    // Both are held to the end of this function.
    defer { withExtendedLifetime((x, result)) {} }
    let (source, best) = (x.pointer(as: T.self), result.pointer(as: T.self))
    let rows = BroadcastRows(x.shape, shape)
    try rows.forEach(execution) { row in
      if rows.a == 0 {
        let (a, b) = interleaved(source + row.start, row.length, largest)
        if replaces(a, best[row.a], largest: largest) { best[row.a] = a }
        if replaces(b, best[row.a], largest: largest) { best[row.a] = b }
      } else {
        for i in 0..<row.length where replaces(source[row.start &+ i], best[row.a &+ i], largest: largest) {
          best[row.a &+ i] = source[row.start &+ i]
        }
      }
    }
    return result
  }

  /// Two searches side by side, so that the processor can overlap them.
  @inline(__always)
  private static func interleaved<T: NumberScalar>(
    _ row: UnsafeMutablePointer<T>, _ count: Int, _ largest: Bool
  ) -> (T, T) {
    var (even, odd) = (row[0], row[count - 1])
    var i = 0
    while i &+ 2 <= count {
      if replaces(row[i], even, largest: largest) { even = row[i] }
      if replaces(row[i &+ 1], odd, largest: largest) { odd = row[i &+ 1] }
      i &+= 2
    }
    return (even, odd)
  }
}

/// A tensor seen as [outer, extent, inner] about one axis, or about all its elements in order. A number counts as one
/// element along axis 0, as in PyTorch.
struct AxisScan: Sendable {
  let outer: Int
  let extent: Int
  let inner: Int
  /// The tensor's shape with what is scanned as 1.
  let keptShape: Shape

  init(_ shape: Shape, _ axis: Int?) {
    var kept = shape.array
    guard let axis, shape.rank > 0 else {
      (outer, extent, inner) = (1, shape.count, 1)
      keptShape = Shape(trusted: kept.map { _ in 1 })
      return
    }
    outer = kept[..<axis].reduce(1, *)
    extent = kept[axis]
    inner = kept[(axis + 1)...].reduce(1, *)
    kept[axis] = 1
    keptShape = Shape(trusted: kept)
  }
}
