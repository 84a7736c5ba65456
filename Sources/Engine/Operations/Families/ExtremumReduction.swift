/// The largest or smallest element along axes. Along one named axis the first of equal elements is picked and has the
/// whole gradient; over several axes, or all, equal elements share it. NaN wins over every number.
public protocol ExtremumReduction: AxisReduction where Saved == ExtremumOperands {
  var largest: Bool { get }
}

public enum ExtremumOperands: Sendable {
  /// The shape of x, and the places of what was picked, with the axis as 1.
  case picked(Shape, places: Tensor)
  /// x, and the extreme values with reduced axes as 1.
  case shared(Tensor, values: Tensor)
}

extension ExtremumReduction {
  public var integers: IntegerRule { .keep }
  public func givesMask(_ operands: [Tensor]) -> Bool { operands.areMasks }

  /// - Throws: `option` for an axis that is not there or is named twice, `size` when there is nothing along them.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let shape = try reducedShape(of: operands[0])
    try checkNotEmpty(operands[0])
    return shape
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: ExtremumOperands) {
    let x = operands[0]
    if axes.count == 1 {
      let (values, places) = try Extremum.search(x, axis: axes[0], largest: largest, execution)
      return (values.viewed(as: shape), .picked(x.shape, places: places))
    }
    let kept = try keptShape(of: x.shape)
    let values = try Extremum.values(x, into: kept, largest: largest, execution)
    return (values.viewed(as: shape), .shared(x, values: values))
  }

  public func pullback(
    _ gradient: Tensor, _ saved: ExtremumOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    switch saved {
    case .picked(let shape, let places):
      [
        gradient.dtype == .float32
          ? try scattered(gradient, to: places, in: shape, as: Float.self, execution)
          : try scattered(gradient, to: places, in: shape, as: Double.self, execution)
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
