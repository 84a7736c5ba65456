/// Elements along an axis in their order. NaN is larger than every number, and equal elements keep their order.
enum Order {
  /// The elements of `x` sorted along the axis.
  static func values(
    _ x: Tensor, _ scan: AxisScan, descending: Bool = false, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    guard let kernel = SortKernel(scan, descending: descending, execution) else {
      return try AxisPlaces(scan).taken(
        from: x, try places(x, scan, descending: descending, execution), as: x.shape, execution)
    }
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    try kernel.run(x, values: result)
    return result
  }

  /// Where each element of the sorted order stands on the axis, counted from 0, as int64 of the shape of `x`.
  static func places(
    _ x: Tensor, _ scan: AxisScan, descending: Bool = false, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, .int64)
    if let kernel = SortKernel(scan, descending: descending, execution) {
      try kernel.run(x, places: result)
      return result
    }
    switch x.dtype {
    case .float32: try SortedRows<Float>(scan, descending, execution).run(x, into: result)
    case .float64: try SortedRows<Double>(scan, descending, execution).run(x, into: result)
    case .int64: try SortedRows<Int64>(scan, descending, execution).run(x, into: result)
    default: try SortedRows<UInt8>(scan, descending, execution).run(x, into: result)
    }
    return result
  }
}

/// Elements of a tensor that are named by their places along one axis: taken from there, and put back there.
struct AxisPlaces {
  private let scan: AxisScan

  init(_ scan: AxisScan) { self.scan = scan }

  /// The elements at `places`, which count from 0 and lie on the axis; they have as many rows as `x`, and `extent` of
  /// each.
  func taken(
    from x: Tensor, _ places: Tensor, as shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, x.dtype)
    switch x.dtype.size {
    case 4: try move(x, result, places, as: UInt32.self, execution) { $1 = $0 }
    case 8: try move(x, result, places, as: UInt64.self, execution) { $1 = $0 }
    default: try move(x, result, places, as: UInt8.self, execution) { $1 = $0 }
    }
    return result
  }

  /// The gradients of the elements at `places`, added up at those places of a tensor of the shape.
  func returned(
    _ gradient: Tensor, to places: Tensor, in shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(zeros: shape, gradient.dtype)
    if gradient.dtype == .float32 {
      try move(result, gradient, places, as: Float.self, execution) { $0 += $1 }
    } else {
      try move(result, gradient, places, as: Double.self, execution) { $0 += $1 }
    }
    return result
  }

  /// Calls `action` with an element of `whole` at a place and the element of `part` that the place stands for.
  @inline(__always)
  private func move<T>(
    _ whole: Tensor, _ part: Tensor, _ places: Tensor, as type: T.Type, _ execution: Execution,
    _ action: (inout T, inout T) -> Void
  ) throws(TensorError) {
    precondition(places.dtype == .int64 && places.count == part.count, "a place for each element")
    guard part.count > 0 else { return }
    // Both have elements of the size of T, and are held to the end of this function with the places, which lie on the axis.
    defer { withExtendedLifetime((whole, part, places)) {} }
    let (whole, part) = (
      whole.storage.bytes.assumingMemoryBound(to: T.self), part.storage.bytes.assumingMemoryBound(to: T.self)
    )
    let place = places.pointer(as: Int64.self)
    let (inner, extent) = (scan.inner, places.count / (scan.outer * scan.inner))
    var meter = CancelMeter(execution)
    for outer in 0..<scan.outer {
      let (from, to) = (outer * scan.extent * inner, outer * extent * inner)
      for step in 0..<extent {
        try meter.spend(inner)
        for i in 0..<inner {
          let position = to &+ step &* inner &+ i
          action(&whole[from &+ Int(place[position]) &* inner &+ i], &part[position])
        }
      }
    }
  }
}
