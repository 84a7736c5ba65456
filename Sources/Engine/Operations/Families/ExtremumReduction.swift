/// The largest or smallest element along axes. Along one named axis the first of equal elements is picked and has the
/// whole gradient; over several axes, or all, equal elements share it. NaN wins over every number.
public protocol ExtremumReduction: AxisReduction where Saved == PickedElement {
  /// Whether the largest is looked for, and not the smallest.
  var largest: Bool { get }
}

extension ExtremumReduction {
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x without the axes, or with 1 for each of them where `keepDimensions` says so.
  /// - Throws: `option` for an axis that is not there or is named twice, `size` when there is nothing along them.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ReductionPlan {
    let plan = try reductionPlan(operands[0])
    guard plan.reducedCount > 0 else {
      throw TensorError(
        .size, "\(name) of an empty tensor: the shape \(operands[0]) has no elements along that dimension",
        operands: [.init(0, "\(operands[0])")])
    }
    return plan
  }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: PickedElement) {
    let x = operands[0]
    if axes.count == 1 {
      let scan = AxisScan(x.shape, axes[0])
      let (values, places) = try Extremum.search(x, scan, largest: largest, execution)
      return (values.viewed(as: plan.result), .picked(places: places))
    }
    let values = try Extremum.values(x, into: plan.kept, largest: largest, execution)
    return (values.viewed(as: plan.result), .shared(x, values: values))
  }
}
