/// What an operation along one axis works out of its operand's shape.
public struct ScanPlan: OperationPlan {
  public let result: Shape
  let scan: AxisScan
}

extension ScanPlan {
  /// For a result of the operand's own shape.
  /// - Throws: `TensorError.option` for an axis that is not there.
  init(same shape: Shape, _ axis: Int) throws(TensorError) {
    try ScanPlan.check(axis, of: shape)
    self.init(result: shape, scan: AxisScan(shape, axis))
  }

  /// - Throws: `TensorError.option` for an axis that is not there.
  static func check(_ axis: Int, of shape: Shape) throws(TensorError) {
    guard shape.has(axis: axis) else {
      throw TensorError(
        .option, "dimension \(axis), counted from 0, is not among the \(shape.rank) of \(shape)",
        operands: [.init(0, "\(shape)")])
    }
  }
}
