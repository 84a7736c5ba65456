/// What the pullback of a reduction to one of the elements needs.
public enum PickedElement: Sendable {
  /// The places of what was picked, with the axis as 1.
  case picked(places: Tensor)
  /// x, and the values with reduced axes as 1.
  case shared(Tensor, values: Tensor)
}

/// The pullback of reductions whose result is one of the elements: the largest, the smallest, the median.
extension AxisReduction where Saved == PickedElement {
  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: PickedElement, needs: [Bool],
    _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    switch saved {
    case .picked(let places):
      let scan = AxisScan(plan.operand, axes[0])
      return [try AxisPlaces(scan).returned(gradient, to: places, in: plan.operand, execution)]
    case .shared(let x, let values): return [try divided(gradient, among: x, values, execution)]
    }
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
