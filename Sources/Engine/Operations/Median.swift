/// The middle element along an axis, or of all: the lower of two where their number is even, as in PyTorch. Along an axis
/// the element that is picked has the whole gradient; over all, equal elements share it. NaN wins over every number.
/// PyTorch: `torch.median(x)`, `torch.median(x, dim, keepdim).values`.
public struct Median: AxisReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axis: which is gone over, counted from 0; nil for all elements.
  ///   - keepDimensions: whether what is gone over stays with an extent of 1.
  public init(axis: Int? = nil, keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (axes, self.keepDimensions) = (axis.map { [$0] } ?? [], keepDimensions)
  }

  public var name: String { "median" }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x without the axis, or with 1 for it where `keepDimensions` says so.
  /// - Throws: `option` for an axis that is not there, `size` when there is nothing along it.
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
    let scan = AxisScan(x.shape, axes.first)
    if axes.isEmpty {
      let sorted = try Order.values(x, scan, execution)
      let middle = sorted.element(x.count - 1).isNaN ? x.count - 1 : (x.count - 1) / 2
      let values = try sorted.single(middle).viewed(as: plan.kept)
      return (values.viewed(as: plan.result), .shared(x, values: values))
    }
    let places = try middles(x, try Order.places(x, scan, execution), scan, execution)
    let values = try AxisPlaces(scan).taken(from: x, places, as: plan.result, execution)
    return (values, .picked(places: places))
  }

  /// From where the sorted elements stand, where the median of each row does.
  private func middles(
    _ x: Tensor, _ sorted: Tensor, _ scan: AxisScan, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: scan.keptShape, .int64)
    let (inner, extent) = (scan.inner, scan.extent)
    var meter = CancelMeter(execution)
    try sorted.read(as: Int64.self) { places throws(TensorError) in
      try result.write(as: Int64.self) { target throws(TensorError) in
        for row in 0..<target.count {
          try meter.spend(1)
          let start = row / inner * extent * inner + row % inner
          let last = places[start + (extent - 1) * inner]
          let isNaN = x.dtype.isFloating && x.element(start + Int(last) * inner).isNaN
          target[row] = isNaN ? last : places[start + (extent - 1) / 2 * inner]
        }
      }
    }
    return result
  }
}
