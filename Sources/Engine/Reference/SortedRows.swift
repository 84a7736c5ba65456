/// Where the elements of each row stand in their order, by comparisons: the plain way, and the oracle for the kernel.
struct SortedRows<T: NumberScalar> {
  private let scan: AxisScan
  private let descending: Bool
  private let execution: Execution

  init(_ scan: AxisScan, _ descending: Bool, _ execution: Execution) {
    (self.scan, self.descending, self.execution) = (scan, descending, execution)
  }

  /// - Parameter places: int64, of the shape of `x`.
  func run(_ x: Tensor, into places: Tensor) throws(TensorError) {
    guard x.count > 0 else { return }
    // Both are held to the end of this function.
    defer { withExtendedLifetime((x, places)) {} }
    let (source, target) = (x.pointer(as: T.self), places.pointer(as: Int64.self))
    for row in 0..<scan.outer * scan.inner {
      try execution.checkCancelled()
      let start = row / scan.inner * scan.extent * scan.inner + row % scan.inner
      let order = (0..<scan.extent).sorted { a, b in
        let (left, right) = (source[start + a * scan.inner], source[start + b * scan.inner])
        if comes(left, before: right) { return true }
        return comes(right, before: left) ? false : a < b
      }
      for (step, place) in order.enumerated() { target[start + step * scan.inner] = Int64(place) }
    }
  }

  /// Only NaN is unequal to itself, and it is larger than every number.
  private func comes(_ a: T, before b: T) -> Bool {
    let (less, more) = descending ? (b, a) : (a, b)
    return less < more || (less == less && more != more)
  }
}
