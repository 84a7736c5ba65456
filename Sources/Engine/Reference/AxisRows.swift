/// The rows of tensors along one axis, one after the other, as contiguous memory: in place where the axis is the last
/// (or all behind it are 1), else through a copy of a few rows that lie side by side.
struct AxisRows<T: FloatingScalar> {
  struct Row {
    /// The row's place among the tensor's other axes, in order.
    let index: Int
    let a: UnsafePointer<T>
    /// Of the second tensor; the first one's where there is none.
    let b: UnsafePointer<T>
  }

  let scan: AxisScan
  private let execution: Execution

  init(_ scan: AxisScan, _ execution: Execution) { (self.scan, self.execution) = (scan, execution) }

  /// - Parameters:
  ///   - a: a tensor of the scanned shape; so is `b`.
  ///   - body: what is done with each row. It looks at the cancellation flag through the meter where rows are long.
  @inline(__always)
  func forEach(
    _ a: Tensor, _ b: Tensor? = nil, _ body: (Row, inout CancelMeter) throws(TensorError) -> Void
  ) throws(TensorError) {
    if scan.inner == 1 {
      try inPlace(a, b) { row, _, meter throws(TensorError) in try body(row, &meter) }
    } else {
      try inStrips(a, b, nil) { row, _, meter throws(TensorError) in try body(row, &meter) }
    }
  }

  /// The same with a row of the result, a new tensor of the scanned shape, for `body` to fill.
  @inline(__always)
  func map(
    _ a: Tensor, _ b: Tensor? = nil,
    _ body: (Row, UnsafeMutablePointer<T>, inout CancelMeter) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: a.shape, T.dtype)
    // There may be any number of rows without an element.
    guard result.count > 0 else { return result }
    let target = result.pointer(as: T.self)
    if scan.inner == 1 {
      try inPlace(a, b) { row, start, meter throws(TensorError) in try body(row, target + start, &meter) }
    } else {
      try inStrips(a, b, target) { row, target, meter throws(TensorError) in try body(row, target, &meter) }
    }
    return result
  }

  @inline(__always)
  private func inPlace(
    _ a: Tensor, _ b: Tensor?, _ body: (Row, Int, inout CancelMeter) throws(TensorError) -> Void
  ) throws(TensorError) {
    // Both are held to the end of this function.
    defer { withExtendedLifetime((a, b)) {} }
    let (left, right) = (a.pointer(as: T.self), (b ?? a).pointer(as: T.self))
    var meter = CancelMeter(execution)
    for index in 0..<scan.outer {
      let start = index &* scan.extent
      try body(Row(index: index, a: left + start, b: right + start), start, &meter)
    }
  }

  /// So many rows that a line of the cache is used up while it is there.
  private static var stripWidth: Int { 64 / MemoryLayout<T>.stride }

  @inline(__always)
  private func inStrips(
    _ a: Tensor, _ b: Tensor?, _ result: UnsafeMutablePointer<T>?,
    _ body: (Row, UnsafeMutablePointer<T>, inout CancelMeter) throws(TensorError) -> Void
  ) throws(TensorError) {
    guard scan.outer > 0, scan.inner > 0 else { return }
    let width = min(scan.inner, AxisRows.stripWidth)
    let scratch = try Tensor(uninitialized: Shape(checking: [3, width, scan.extent]), T.dtype)
    // All three are held to the end of this function.
    defer { withExtendedLifetime((a, b, scratch)) {} }
    let (left, right) = (a.pointer(as: T.self), (b ?? a).pointer(as: T.self))
    let rows = scratch.pointer(as: T.self)
    let (second, third) = (b == nil ? rows : rows + width &* scan.extent, rows + 2 &* width &* scan.extent)
    var meter = CancelMeter(execution)
    for outer in 0..<scan.outer {
      for first in stride(from: 0, to: scan.inner, by: width) {
        let count = min(width, scan.inner - first)
        let corner = outer &* scan.extent &* scan.inner &+ first
        try gather(left + corner, count, into: rows, &meter)
        if b != nil { try gather(right + corner, count, into: second, &meter) }
        for column in 0..<count {
          let start = column &* scan.extent
          let row = Row(index: outer &* scan.inner &+ first &+ column, a: rows + start, b: second + start)
          try body(row, third + start, &meter)
        }
        if let result { try scatter(third, count, to: result + corner, &meter) }
      }
    }
  }

  private func gather(
    _ source: UnsafePointer<T>, _ count: Int, into rows: UnsafeMutablePointer<T>, _ meter: inout CancelMeter
  ) throws(TensorError) {
    for step in 0..<scan.extent {
      try meter.spend(count)
      let line = source + step &* scan.inner
      for column in 0..<count { rows[column &* scan.extent &+ step] = line[column] }
    }
  }

  private func scatter(
    _ rows: UnsafePointer<T>, _ count: Int, to target: UnsafeMutablePointer<T>, _ meter: inout CancelMeter
  ) throws(TensorError) {
    for step in 0..<scan.extent {
      try meter.spend(count)
      let line = target + step &* scan.inner
      for column in 0..<count { line[column] = rows[column &* scan.extent &+ step] }
    }
  }
}
