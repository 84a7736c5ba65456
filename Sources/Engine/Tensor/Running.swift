/// What a step makes of the elements up to each one along an axis: running sums and products.
struct Running {
  private let scan: AxisScan
  private let execution: Execution
  private let isBackwards: Bool

  /// - Parameter backwards: whether it goes from the last element to the first.
  init(_ scan: AxisScan, _ execution: Execution, backwards: Bool = false) {
    (self.scan, self.execution, isBackwards) = (scan, execution, backwards)
  }

  /// Of a floating-point tensor, in float64 along each row.
  @inline(__always)
  func numbers<T: FloatingScalar>(
    _ x: Tensor, as type: T.Type, from start: Double, _ step: (inout Double, Double) -> Void
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    guard x.count > 0 else { return result }
    // Both are held to the end of this function.
    defer { withExtendedLifetime((x, result)) {} }
    let (source, target) = (x.pointer(as: T.self), result.pointer(as: T.self))
    var meter = CancelMeter(execution)
    guard scan.inner > 1 else {
      for outer in 0..<scan.outer {
        var (place, value) = (outer * scan.extent + (isBackwards ? scan.extent - 1 : 0), start)
        var left = scan.extent
        while left > 0 {
          let piece = min(left, CancelMeter.chunk)
          try meter.spend(piece)
          for _ in 0..<piece {
            step(&value, Double(source[place]))
            target[place] = T(value)
            place &+= isBackwards ? -1 : 1
          }
          left -= piece
        }
      }
      return result
    }
    let sums = try Tensor(uninitialized: Shape(checking: [scan.inner]), .float64)
    defer { withExtendedLifetime(sums) {} }
    let values = sums.pointer(as: Double.self)
    for outer in 0..<scan.outer {
      values.update(repeating: start, count: scan.inner)
      for number in 0..<scan.extent {
        try meter.spend(scan.inner)
        let row = (outer * scan.extent + (isBackwards ? scan.extent - 1 - number : number)) * scan.inner
        for i in 0..<scan.inner {
          step(&values[i], Double(source[row &+ i]))
          target[row &+ i] = T(values[i])
        }
      }
    }
    return result
  }

  /// Of int64.
  /// - Parameter what: what the step makes, for the message: `sum`.
  /// - Throws: `TensorError.overflow` for what is beyond int64.
  @inline(__always)
  func integers(
    _ x: Tensor, _ what: String, _ step: (Int64, Int64) -> IntegerArithmetic.Result
  ) throws(TensorError) -> Tensor {
    let result = try x.copied()
    guard x.count > 0 else { return result }
    defer { withExtendedLifetime(result) {} }
    let target = result.pointer(as: Int64.self)
    var meter = CancelMeter(execution)
    for outer in 0..<scan.outer {
      for number in 1..<max(scan.extent, 1) {
        try meter.spend(scan.inner)
        let row = (outer * scan.extent + number) * scan.inner
        for i in row..<row + scan.inner {
          let (value, isBeyond) = step(target[i - scan.inner], target[i])
          if isBeyond { throw IntegerArithmetic.beyond("a \(what) of \(number + 1) elements") }
          target[i] = value
        }
      }
    }
    return result
  }
}
