/// The differences of neighbours along an axis, counted from 0: each element less the one before it, so that there is one
/// fewer. Of int64 exactly. PyTorch: `torch.diff(x, n=1, dim)`.
public struct Diff: Operation {
  /// The axis along which neighbours are taken.
  public let axis: Int

  /// - Parameter axis: along which neighbours are taken, counted from 0.
  public init(axis: Int) { self.axis = axis }

  public var name: String { "diff" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .compute }

  /// - Throws: `rank` for a number, `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    let shape = operands[0]
    guard shape.rank > 0 else {
      throw TensorError(.rank, "a number has no neighbours", operands: [.init(0, "\(shape)")])
    }
    let scan = try ScanPlan(same: shape, axis).scan
    var extents = shape.array
    extents[axis] = max(scan.extent - 1, 0)
    return ScanPlan(result: try Shape(checking: extents), scan: scan)
  }

  /// - Throws: `overflow` for a difference beyond int64.
  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = operands[0]
    if x.dtype == .int64 { return (try integers(x, plan, execution), x.shape) }
    let result = try Tensor(uninitialized: plan.result, x.dtype)
    guard result.count > 0 else { return (result, x.shape) }
    if !execution.usesReference {
      try DifferenceKernel(plan.scan, execution).run(x, into: result)
    } else if x.dtype == .float32 {
      try differences(x, result, plan.scan, as: Float.self, execution) { $0 - $1 }
    } else {
      try differences(x, result, plan.scan, as: Double.self, execution) { $0 - $1 }
    }
    return (result, x.shape)
  }

  private func integers(
    _ x: Tensor, _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: plan.result, .int64)
    var beyond: (Int64, Int64)?
    try differences(x, result, plan.scan, as: Int64.self, execution) { next, own in
      let (value, isBeyond) = next.subtractingReportingOverflow(own)
      if isBeyond, beyond == nil { beyond = (next, own) }
      return value
    }
    if let (next, own) = beyond { throw IntegerArithmetic.beyond("\(next) - \(own)") }
    return result
  }

  @inline(__always)
  private func differences<T: Scalar>(
    _ x: Tensor, _ result: Tensor, _ scan: AxisScan, as type: T.Type, _ execution: Execution,
    _ subtract: (T, T) -> T
  ) throws(TensorError) {
    guard result.count > 0 else { return }
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
    _ gradient: Tensor, _ plan: ScanPlan, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let result = try Tensor(zeros: shape, gradient.dtype)
    guard gradient.count > 0 else { return [result] }
    var (lower, upper) = (Region(shape), Region(shape))
    lower.narrow(axis, start: 0, count: shape[axis] - 1)
    upper.narrow(axis, start: 1, count: shape[axis] - 1)
    try Region.add(gradient, Region(gradient.shape), into: result, upper, execution)
    let opposite = try Negate().apply([gradient], in: execution)
    try Region.add(opposite, Region(gradient.shape), into: result, lower, execution)
    return [result]
  }
}
