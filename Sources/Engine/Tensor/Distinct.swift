/// The different elements of a tensor, in ascending order. NaN is unequal to everything, so that each stands for itself, at
/// the end.
package struct Distinct {
  /// Each element once.
  package let values: Tensor
  /// Of each element of the tensor, in its shape, which of the values it is, counted from 1, as int64.
  package var inverse: Tensor?
  /// How often each value is there, as int64.
  package let counts: Tensor
  /// Where each value stands first among the elements in order, counted from 0; nil where no places were asked for.
  package var first: [Int]?

  /// - Parameters:
  ///   - x: of any shape.
  ///   - withPlaces: whether the inverse and the first places are asked for, which takes longer.
  ///   - execution: what may stop it.
  /// - Throws: `TensorError.memory`, `cancelled`.
  package init(_ x: Tensor, withPlaces: Bool, in execution: Execution) throws(TensorError) {
    let scan = AxisScan(x.shape, nil)
    let places = withPlaces ? try Order.places(x, scan, execution) : nil
    let sorted =
      if let places {
        try AxisPlaces(scan).taken(from: x, places, as: x.shape, execution)
      } else {
        try Order.values(x, scan, execution)
      }
    let groups: Groups =
      switch x.dtype {
      case .float32: try Groups(sorted, as: Float.self, execution)
      case .float64: try Groups(sorted, as: Double.self, execution)
      case .int64: try Groups(sorted, as: Int64.self, execution)
      default: try Groups(sorted, as: UInt8.self, execution)
      }
    values = try AxisPlaces(scan).taken(
      from: sorted, groups.starts, as: Shape(checking: [groups.starts.count]), execution)
    counts = groups.counts
    guard let places else { return }
    try MemoryBudget.process.checkRoom(for: counts.count * MemoryLayout<Int>.stride)
    first = groups.starts.read(as: Int64.self) { starts in
      places.read(as: Int64.self) { places in starts.map { Int(places[Int($0)]) } }
    }
    inverse = try groups.inverse(places, execution)
  }
}

/// Where runs of equal elements begin in a sorted row, and how long they are, both int64.
private struct Groups {
  let starts: Tensor
  let counts: Tensor

  init<T: Scalar>(_ sorted: Tensor, as type: T.Type, _ execution: Execution) throws(TensorError) {
    var number = 0
    try sorted.read(as: T.self) { sorted throws(TensorError) in
      try Broadcast.inChunks(sorted.count, execution) { chunk in
        for i in chunk where i == 0 || sorted[i] != sorted[i &- 1] { number &+= 1 }
      }
    }
    let shape = try Shape(checking: [number])
    starts = try Tensor(uninitialized: shape, .int64)
    counts = try Tensor(uninitialized: shape, .int64)
    // All are held to the end of this function; there are as many starts as were counted.
    defer { withExtendedLifetime((sorted, starts, counts)) {} }
    let (source, start, count) = (
      sorted.pointer(as: T.self), starts.pointer(as: Int64.self), counts.pointer(as: Int64.self)
    )
    var next = 0
    try Broadcast.inChunks(sorted.count, execution) { chunk in
      for i in chunk where i == 0 || source[i] != source[i &- 1] {
        start[next] = Int64(i)
        next &+= 1
      }
    }
    for group in 0..<number {
      count[group] = (group + 1 < number ? start[group + 1] : Int64(sorted.count)) - start[group]
    }
  }

  /// - Parameter places: where each element of the sorted row stood.
  func inverse(_ places: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: places.shape, .int64)
    // All are held to the end of this function; the counts sum to the number of places.
    defer { withExtendedLifetime((self, places, result)) {} }
    let (place, target) = (places.pointer(as: Int64.self), result.pointer(as: Int64.self))
    let count = counts.pointer(as: Int64.self)
    var (next, meter) = (0, CancelMeter(execution))
    for group in 0..<counts.count {
      try meter.spend(Int(count[group]))
      for _ in 0..<Int(count[group]) {
        target[Int(place[next])] = Int64(group + 1)
        next &+= 1
      }
    }
    return result
  }
}
