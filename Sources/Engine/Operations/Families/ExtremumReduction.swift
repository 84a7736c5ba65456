/// The largest or smallest element along axes. Along one named axis the first of equal elements is picked and has the
/// whole gradient; over several axes, or all, equal elements share it. NaN wins over every number.
public protocol ExtremumReduction: AxisReduction where Saved == ExtremumOperands {
  /// Whether the largest is looked for, and not the smallest.
  var largest: Bool { get }
}

/// What the pullback of a largest or smallest element needs.
public enum ExtremumOperands: Sendable {
  /// The places of what was picked, with the axis as 1.
  case picked(places: Tensor)
  /// x, and the extreme values with reduced axes as 1.
  case shared(Tensor, values: Tensor)
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
  ) throws(TensorError) -> (result: Tensor, saved: ExtremumOperands) {
    let x = operands[0]
    if axes.count == 1 {
      let scan = AxisScan(x.shape, axes[0])
      let (values, places) = try Extremum.search(x, scan, largest: largest, execution)
      return (values.viewed(as: plan.result), .picked(places: places))
    }
    let values = try Extremum.values(x, into: plan.kept, largest: largest, execution)
    return (values.viewed(as: plan.result), .shared(x, values: values))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: ExtremumOperands, needs: [Bool],
    _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    switch saved {
    case .picked(let places):
      [
        gradient.dtype == .float32
          ? try scattered(gradient, to: places, in: plan.operand, as: Float.self, execution)
          : try scattered(gradient, to: places, in: plan.operand, as: Double.self, execution)
      ]
    case .shared(let x, let values): [try divided(gradient, among: x, values, execution)]
    }
  }

  private func scattered<T: FloatingScalar>(
    _ gradient: Tensor, to places: Tensor, in shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(zeros: shape, gradient.dtype)
    let scan = AxisScan(shape, axes[0])
    var meter = CancelMeter(execution)
    try gradient.read(as: T.self) { gradient throws(TensorError) in
      try places.read(as: Int64.self) { places throws(TensorError) in
        try result.write(as: T.self) { result throws(TensorError) in
          for position in 0..<places.count {
            try meter.spend(1)
            let (outer, i) = position.quotientAndRemainder(dividingBy: scan.inner)
            result[(outer * scan.extent + Int(places[position])) * scan.inner + i] = gradient[position]
          }
        }
      }
    }
    return result
  }

  /// The gradient over the number of equal elements, for each of them.
  private func divided(
    _ gradient: Tensor, among x: Tensor, _ values: Tensor, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let chosen =
      x.dtype == .float32
      ? try Broadcast.map(x, values, into: x.shape, as: Float.self, execution, Self.isChosen)
      : try Broadcast.map(x, values, into: x.shape, as: Double.self, execution, Self.isChosen)
    let counts = try Reduction.sum(chosen, into: values.shape, execution)
    let share = try Divide().apply([gradient.viewed(as: values.shape), counts], in: execution)
    let zero = try Tensor(0, gradient.dtype)
    return try Where().apply([chosen, share, zero], in: execution)
  }

  private static func isChosen<T: FloatingScalar>(_ x: T, _ best: T) -> T {
    x == best || (x != x && best != best) ? 1 : 0
  }
}
