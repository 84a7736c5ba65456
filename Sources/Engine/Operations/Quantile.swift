/// The numbers below which given shares of the elements along an axis lie, or of all elements: at q · (n − 1) in the
/// sorted order, counted from 0, between two elements as the interpolation says. A row with NaN gives NaN. The gradient
/// goes to the two elements by their weights. PyTorch: `torch.quantile(x, q, dim, keepdim, interpolation)`; positions
/// are computed in float64, as NumPy does.
public struct Quantile: AxisReduction {
  /// What lies between two elements.
  public enum Interpolation: String, Sendable, Hashable, OptionWord {
    case linear, lower, higher, midpoint, nearest
  }

  public static let interpolation = OptionKey<Interpolation>(
    "interpolation", default: .linear, "what lies between two elements")

  /// Which shares, each between 0 and 1.
  public let shares: [Double]
  /// Whether the result has a first dimension for the shares.
  public let isList: Bool
  public let axes: [Int]
  public let keepDimensions: Bool
  /// What lies between two elements.
  public let interpolation: Interpolation

  /// One share.
  /// - Parameters:
  ///   - share: between 0 and 1.
  ///   - axis: which is gone over, counted from 0; nil for all elements.
  ///   - keepDimensions: whether what is gone over stays with an extent of 1.
  ///   - interpolation: what lies between two elements.
  public init(
    _ share: Double, axis: Int? = nil, keepDimensions: Bool = ReductionOptions.keepDimensions.standard,
    interpolation: Interpolation = Quantile.interpolation.standard
  ) {
    (shares, isList, axes) = ([share], false, axis.map { [$0] } ?? [])
    (self.keepDimensions, self.interpolation) = (keepDimensions, interpolation)
  }

  /// Several shares, along the result's first dimension.
  /// - Parameters:
  ///   - shares: each between 0 and 1.
  ///   - axis: which is gone over, counted from 0; nil for all elements.
  ///   - keepDimensions: whether what is gone over stays with an extent of 1.
  ///   - interpolation: what lies between two elements.
  public init(
    _ shares: [Double], axis: Int? = nil, keepDimensions: Bool = ReductionOptions.keepDimensions.standard,
    interpolation: Interpolation = Quantile.interpolation.standard
  ) {
    (self.shares, isList, axes) = (shares, true, axis.map { [$0] } ?? [])
    (self.keepDimensions, self.interpolation) = (keepDimensions, interpolation)
  }

  public var name: String { "quantile" }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x without the axis, or with 1 for it where `keepDimensions` says so; behind the number of shares
  ///   where they are a list.
  /// - Throws: `option` for a share that is none, or an axis that is not there; `size` when there is nothing along it;
  ///   `rank` where the shares would make one dimension too many.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ReductionPlan {
    let plan = try reductionPlan(operands[0])
    if let share = shares.first(where: { !(0...1).contains($0) }) {
      throw TensorError(.option, "`q` must be between 0 and 1, not \(DoubleText.shortest(share))")
    }
    guard plan.reducedCount > 0 else {
      throw TensorError(
        .size, "\(name) of an empty tensor: the shape \(operands[0]) has no elements along that dimension",
        operands: [.init(0, "\(operands[0])")])
    }
    guard isList else { return plan }
    let result = try Shape(checking: [shares.count] + plan.result.array)
    return ReductionPlan(
      result: result, operand: plan.operand, kept: plan.kept, reducedCount: plan.reducedCount)
  }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let x = operands[0]
    let sorted = try Order.values(x, AxisScan(x.shape, axes.first), execution)
    let result =
      x.dtype == .float32
      ? try values(sorted, plan, as: Float.self, execution)
      : try values(sorted, plan, as: Double.self, execution)
    return (result, x)
  }

  private func values<T: FloatingScalar>(
    _ sorted: Tensor, _ plan: ReductionPlan, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: plan.result, T.dtype)
    let scan = AxisScan(sorted.shape, axes.first)
    try sorted.read(as: T.self) { sorted throws(TensorError) in
      try result.write(as: T.self) { result throws(TensorError) in
        try forEach(scan, execution) { position, row, target in
          let (low, high) = (
            sorted[row + position.lower * scan.inner], sorted[row + position.upper * scan.inner]
          )
          let last = sorted[row + (scan.extent - 1) * scan.inner]
          result[target] = last.isNaN ? last : position.between(low, high)
        }
      }
    }
    return result
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ x: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let places = try Order.places(x, AxisScan(x.shape, axes.first), execution)
    return [
      gradient.dtype == .float32
        ? try returned(gradient, places, x.shape, as: Float.self, execution)
        : try returned(gradient, places, x.shape, as: Double.self, execution)
    ]
  }

  private func returned<T: FloatingScalar>(
    _ gradient: Tensor, _ places: Tensor, _ shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(zeros: shape, T.dtype)
    let scan = AxisScan(shape, axes.first)
    try gradient.read(as: T.self) { gradient throws(TensorError) in
      try places.read(as: Int64.self) { places throws(TensorError) in
        try result.write(as: T.self) { result throws(TensorError) in
          try forEach(scan, execution) { position, row, source in
            let low = Int(places[row + position.lower * scan.inner])
            let high = Int(places[row + position.upper * scan.inner])
            result[row + low * scan.inner] += gradient[source] * T(1 - position.weight)
            if position.weight != 0 {
              result[row + high * scan.inner] += gradient[source] * T(position.weight)
            }
          }
        }
      }
    }
    return result
  }

  /// Calls `body` for each share and row with the position, where the row begins, and the number of the result.
  @inline(__always)
  private func forEach(
    _ scan: AxisScan, _ execution: Execution, _ body: (Position, Int, Int) -> Void
  ) throws(TensorError) {
    var (meter, target) = (CancelMeter(execution), 0)
    for share in shares {
      let position = Position(share, of: scan.extent, interpolation)
      for outer in 0..<scan.outer {
        try meter.spend(scan.inner)
        for i in 0..<scan.inner {
          body(position, outer &* scan.extent &* scan.inner &+ i, target)
          target &+= 1
        }
      }
    }
  }

  /// Where a share lies: between two places of the sorted order, and how much of the upper one it takes.
  package struct Position {
    package let lower: Int
    package let upper: Int
    package let weight: Double

    package init(_ share: Double, of count: Int, _ interpolation: Interpolation) {
      let exact = share * Double(count - 1)
      let below = Int(clamping: exact.rounded(.down))
      let above = Int(clamping: exact.rounded(.up))
      switch interpolation {
      case .linear: (lower, upper, weight) = (below, above, exact - Double(below))
      case .midpoint: (lower, upper, weight) = (below, above, below == above ? 0 : 0.5)
      case .lower: (lower, upper, weight) = (below, below, 0)
      case .higher: (lower, upper, weight) = (above, above, 0)
      case .nearest:
        let nearest = Int(clamping: exact.rounded(.toNearestOrEven))
        (lower, upper, weight) = (nearest, nearest, 0)
      }
    }

    /// From whichever end is nearer, so that both are reached exactly.
    @inline(__always)
    func between<T: FloatingScalar>(_ low: T, _ high: T) -> T {
      if weight == 0 || low == high { return low }
      return weight < 0.5 ? low + T(weight) * (high - low) : high - (high - low) * T(1 - weight)
    }
  }
}
