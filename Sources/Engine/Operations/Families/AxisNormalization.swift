/// Softmax along an axis, counted from 0, or its logarithm: a new row of each row, made by `SoftmaxRows`.
public protocol AxisNormalization: Operation where Plan == ScanPlan, Saved == Tensor {
  /// The axis of the rows.
  var axis: Int { get }
  /// Whether its logarithm is asked for.
  var isLogarithm: Bool { get }
}

extension AxisNormalization {
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape, and where the rows along the axis lie.
  /// - Throws: `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    try ScanPlan(same: operands[0], axis)
  }

  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    if let kernel = SoftmaxKernel(plan.scan, execution) {
      let result = try kernel.normalize(operands[0], logarithm: isLogarithm)
      return (result, result)
    }
    let result =
      operands[0].dtype == .float32
      ? try forward(operands[0], plan.scan, as: Float.self, execution)
      : try forward(operands[0], plan.scan, as: Double.self, execution)
    return (result, result)
  }

  private func forward<T: FloatingScalar>(
    _ x: Tensor, _ scan: AxisScan, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    try AxisRows<T>(scan, execution).map(x) { row, y, meter throws(TensorError) in
      if isLogarithm {
        try SoftmaxRows.logSoftmax(row.a, scan.extent, into: y, &meter)
      } else {
        try SoftmaxRows.softmax(row.a, scan.extent, into: y, &meter)
      }
    }
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ result: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if let kernel = SoftmaxKernel(plan.scan, execution) {
      return [try kernel.pullback(gradient, result, logarithm: isLogarithm)]
    }
    return [
      gradient.dtype == .float32
        ? try pullback(gradient, result, plan.scan, as: Float.self, execution)
        : try pullback(gradient, result, plan.scan, as: Double.self, execution)
    ]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ result: Tensor, _ scan: AxisScan, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    try AxisRows<T>(scan, execution).map(result, gradient) { row, target, meter throws(TensorError) in
      if isLogarithm {
        try SoftmaxRows.logSoftmaxPullback(row.a, row.b, scan.extent, into: target, &meter)
      } else {
        try SoftmaxRows.softmaxPullback(row.a, row.b, scan.extent, into: target, &meter)
      }
    }
  }
}
