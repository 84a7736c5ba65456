import Glibc

/// x moved along an axis, counted from 0, by so many places; what leaves at the end comes in again at the start. Without
/// an axis all elements move on in their order. PyTorch: `torch.roll(x, shift, dim)`.
public struct Roll: Operation {
  /// By how many places; negative towards the start.
  public let shift: Int
  /// The axis along which elements move; nil for all in order.
  public let axis: Int?

  /// - Parameters:
  ///   - shift: by how many places; negative towards the start.
  ///   - axis: along which elements move, counted from 0; nil for all in order.
  public init(_ shift: Int, axis: Int? = nil) { (self.shift, self.axis) = (shift, axis) }

  public var name: String { "roll" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape, and where the rows along the axis lie.
  /// - Throws: `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    if let axis { return try ScanPlan(same: operands[0], axis) }
    return ScanPlan(result: operands[0], scan: AxisScan(operands[0], nil))
  }

  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try rolled(operands[0], plan.scan, by: shift, execution), ())
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    // By the rest of the way round, as −Int.min is no Int.
    let extent = max(plan.scan.extent, 1)
    return [try rolled(gradient, plan.scan, by: extent - places(of: extent), execution)]
  }

  /// The shift as a number of places from 0 to the extent, which is at least 1.
  private func places(of extent: Int) -> Int {
    let rest = shift % extent
    return rest < 0 ? rest + extent : rest
  }

  private func rolled(
    _ x: Tensor, _ scan: AxisScan, by shift: Int, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    guard x.count > 0 else { return result }
    let row = scan.extent * scan.inner * x.dtype.size
    let places = Roll(shift).places(of: scan.extent)
    let moved = places * scan.inner * x.dtype.size
    // Both are held to the end of this function; each row is copied in two parts that fill it.
    defer { withExtendedLifetime((x, result)) {} }
    for outer in 0..<scan.outer {
      try execution.checkCancelled()
      let (from, to) = (x.storage.bytes + outer * row, result.storage.bytes + outer * row)
      memcpy(to + moved, from, row - moved)
      memcpy(to, from + (row - moved), moved)
    }
    return result
  }
}
