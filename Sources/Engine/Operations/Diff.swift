/// The differences of neighbours along an axis, counted from 0: each element less the one before it, so that there is one
/// fewer; of these again, as often as the order says. Of int64 exactly. PyTorch: `torch.diff(x, n, dim)`.
public struct Diff: Operation {
  public static let order = OptionKey(
    "n", default: 1, limits: .within(1...64), style: .either,
    "how many times: 2 for the differences of the differences")

  /// The axis along which neighbours are taken.
  public let axis: Int
  /// How often differences are taken.
  public let order: Int

  /// - Parameters:
  ///   - axis: along which neighbours are taken, counted from 0.
  ///   - order: how often differences are taken.
  public init(axis: Int, order: Int = Diff.order.standard) { (self.axis, self.order) = (axis, order) }

  public var name: String { "diff" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x with fewer elements along the axis.
  /// - Throws: `rank` for a number, `option` for an axis that is not there or an order below 1.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    guard shape.rank > 0 else {
      throw TensorError(.rank, "a number has no neighbours", operands: [.init(0, "\(shape)")])
    }
    try ScanPlan.check(axis, of: shape)
    try Diff.order.check(order)
    var extents = shape.array
    extents[axis] = max(extents[axis] - order, 0)
    return try Shape(checking: extents)
  }

  /// - Throws: `overflow` for a difference beyond int64.
  public func forward(
    _ operands: [Tensor], _: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    var result = operands[0]
    for _ in 0..<order { result = try differences(result, execution) }
    return (result, operands[0].shape)
  }

  /// Once.
  private func differences(_ x: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    let scan = AxisScan(x.shape, axis)
    var extents = x.shape.array
    extents[axis] = max(scan.extent - 1, 0)
    let result = try Tensor(uninitialized: Shape(checking: extents), x.dtype)
    guard result.count > 0 else { return result }
    if x.dtype == .int64 {
      try integers(x, result, scan, execution)
    } else if !execution.usesReference {
      try DifferenceKernel(scan, execution).run(x, into: result)
    } else if x.dtype == .float32 {
      try differences(x, result, scan, as: Float.self, execution) { $0 - $1 }
    } else {
      try differences(x, result, scan, as: Double.self, execution) { $0 - $1 }
    }
    return result
  }

  private func integers(
    _ x: Tensor, _ result: Tensor, _ scan: AxisScan, _ execution: Execution
  ) throws(TensorError) {
    var beyond: (Int64, Int64)?
    try differences(x, result, scan, as: Int64.self, execution) { next, own in
      let (value, isBeyond) = next.subtractingReportingOverflow(own)
      if isBeyond, beyond == nil { beyond = (next, own) }
      return value
    }
    if let (next, own) = beyond { throw IntegerArithmetic.beyond("\(next) - \(own)") }
  }

  @inline(__always)
  private func differences<T: Scalar>(
    _ x: Tensor, _ result: Tensor, _ scan: AxisScan, as type: T.Type, _ execution: Execution,
    _ subtract: (T, T) -> T
  ) throws(TensorError) {
    // Both are held to the end of this function.
    defer { withExtendedLifetime((x, result)) {} }
    let (source, target) = (x.pointer(as: T.self), result.pointer(as: T.self))
    let width = (scan.extent - 1) * scan.inner
    for outer in 0..<scan.outer {
      let (from, to) = (source + outer * scan.extent * scan.inner, target + outer * width)
      try Broadcast.inChunks(width, execution) { chunk in
        for i in chunk { to[i] = subtract(from[i &+ scan.inner], from[i]) }
      }
    }
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    guard gradient.count > 0 else { return [try Tensor(zeros: shape, gradient.dtype)] }
    var result = gradient
    for _ in 0..<order { result = try returned(result, execution) }
    return [result]
  }

  /// From the gradient of the differences to that of one element more: to the later one, and with its sign turned to the
  /// one before.
  private func returned(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    var extents = gradient.shape.array
    extents[axis] += 1
    let result = try Tensor(zeros: Shape(checking: extents), gradient.dtype)
    var (lower, upper) = (Region(result.shape), Region(result.shape))
    lower.narrow(axis, start: 0, count: gradient.shape[axis])
    upper.narrow(axis, start: 1, count: gradient.shape[axis])
    try Region.add(gradient, Region(gradient.shape), into: result, upper, execution)
    let opposite = try Negate().apply([gradient], in: execution)
    try Region.add(opposite, Region(gradient.shape), into: result, lower, execution)
    return result
  }
}
