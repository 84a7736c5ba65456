/// Where the largest or smallest element along an axis stands, counted from 0, as int64; the first of equal elements,
/// and NaN before every number. Without an axis: its place among all elements in order. There is no gradient.
public protocol ExtremumPlace: Operation where Plan == ScanPlan, Saved == Void {
  /// Which axis is gone over; nil for all elements in order.
  var axis: Int? { get }
  /// Whether that axis stays with an extent of 1.
  var keepDimensions: Bool { get }
  /// Whether the largest is looked for, and not the smallest.
  var largest: Bool { get }
}

extension ExtremumPlace {
  public var operandCount: ClosedRange<Int> { 1...1 }

  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x without the axis, or with 1 for it where `keepDimensions` says so.
  /// - Throws: `option` for an axis that is not there, `size` when there is nothing along it.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    let shape = operands[0]
    if let axis { try ScanPlan.check(axis, of: shape) }
    let scan = AxisScan(shape, axis)
    guard scan.extent > 0 else {
      throw TensorError(
        .size, "\(name) of an empty tensor: the shape \(shape) has no elements along that dimension",
        operands: [.init(0, "\(shape)")])
    }
    guard !keepDimensions else { return ScanPlan(result: scan.keptShape, scan: scan) }
    guard let axis, shape.rank > 0 else { return ScanPlan(result: .single, scan: scan) }
    var extents = shape.array
    extents.remove(at: axis)
    return ScanPlan(result: Shape(trusted: extents), scan: scan)
  }

  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let (_, places) = try Extremum.search(operands[0], plan.scan, largest: largest, execution)
    return (places.viewed(as: plan.result), ())
  }

  public func pullback(
    _ gradient: Tensor, _: ScanPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil]
  }
}
