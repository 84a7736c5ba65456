/// The p-norm along axes: (Σ|x|^p)^(1/p); for ∞ the largest size, for −∞ the smallest, for 0 how many elements are not 0. All
/// elements count as one vector where no axes are given.
///
/// The gradient is 0 where the norm is 0; elements of the largest size share it. PyTorch: `torch.norm(x, p, dim, keepdim)`,
/// `torch.linalg.vector_norm(x, ord, dim, keepdim)`.
public struct Norm: AxisReduction {
  /// Which norm; may be infinite.
  public let p: Double
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - p: which norm; may be infinite.
  ///   - axes: counted from 0; none for all.
  ///   - keepDimensions: whether reduced axes stay with an extent of 1.
  public init(
    p: Double = 2, axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard
  ) {
    (self.p, self.axes, self.keepDimensions) = (p, axes, keepDimensions)
  }

  public var name: String { "norm" }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x without the axes, or with 1 for each of them where `keepDimensions` says so.
  /// - Throws: `option` for axes that are not there and for a norm that is not a number, `size` where the largest or
  ///   the smallest of no elements is asked for.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ReductionPlan {
    guard !p.isNaN else { throw TensorError(.option, "`p` of norm is not a number") }
    let plan = try reductionPlan(operands[0])
    guard plan.reducedCount > 0 || (p.isFinite && p >= 0) || plan.result.count == 0 else {
      throw TensorError(
        .size,
        "norm with p=\(DoubleText.shortest(p)) needs elements, and there are none to go over in \(operands[0])",
        operands: [.init(0, "\(operands[0])")])
    }
    return plan
  }

  /// - Returns: the norms, and the operand and the norms with reduced axes as 1.
  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: UnaryOperand) {
    let x = operands[0].detached
    let norms = try norms(of: x, plan, execution).detached.viewed(as: plan.kept)
    return (norms.viewed(as: plan.result), UnaryOperand(x: x, y: norms))
  }

  private func norms(
    of x: Tensor, _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if plan.result.count == 0 { return try Tensor(zeros: plan.kept, x.dtype) }
    func sum(_ terms: Tensor) throws(TensorError) -> Tensor {
      try Reduction.sum(terms, into: plan.kept, execution)
    }
    func size() throws(TensorError) -> Tensor { try Abs().apply([x], in: execution) }
    switch p {
    case 2:
      let zero = try Tensor(zeros: plan.kept, .float64)
      let squares = try Reduction.squaredDeviations(x, from: zero, execution)
      return try Sqrt().apply([squares], in: execution).converted(to: x.dtype)
    case 1: return try sum(try size())
    case 0:
      let counted = try Compare(.notEqual).apply([x, try Tensor(0, x.dtype)], in: execution)
      return try sum(try counted.converted(to: x.dtype))
    case .infinity: return try MaxReduce(axes: axes, keepDimensions: true).apply([try size()], in: execution)
    case -.infinity: return try MinReduce(axes: axes, keepDimensions: true).apply([try size()], in: execution)
    default:
      let powers = try sum(try Power().apply([try size(), try Tensor(p, x.dtype)], in: execution))
      return try Power().apply([powers, try Tensor(1 / p, x.dtype)], in: execution)
    }
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: UnaryOperand, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (x, norms) = (saved.x, saved.y)
    if p == 0 || x.count == 0 { return [nil] }
    var share = gradient.viewed(as: plan.kept)
    if p.isInfinite { share = try Divide().apply([share, try ties(x, norms, execution)], in: execution) }
    return [
      x.dtype == .float32
        ? try Broadcast.map(x, norms, share, into: x.shape, NormShare<Float>(p: Float(p)), execution)
        : try Broadcast.map(x, norms, share, into: x.shape, NormShare<Double>(p: p), execution)
    ]
  }

  /// How many elements are of the extreme size.
  private func ties(_ x: Tensor, _ norms: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    let isExtreme =
      x.dtype == .float32
      ? try Broadcast.map(x, norms, into: x.shape, as: Float.self, execution) { x, norm in
        abs(x) == norm || x.isNaN ? Float(1) : 0
      }
      : try Broadcast.map(x, norms, into: x.shape, as: Double.self, execution) { x, norm in
        abs(x) == norm || x.isNaN ? 1.0 : 0
      }
    return try Reduction.sum(isExtreme, into: norms.shape, execution)
  }
}

/// An element's share of the gradient.
private struct NormShare<T: FloatingScalar>: TripleKernel {
  let p: T

  @inline(__always)
  func callAsFunction(_ x: T, _ norm: T, _ gradient: T) -> T {
    let sign: T = x > 0 ? 1 : x < 0 ? -1 : x.isNaN ? x : 0
    if p == 1 { return sign * gradient }
    if p.isInfinite { return abs(x) == norm || x.isNaN ? sign * gradient : 0 }
    if p == 2 { return norm == 0 ? 0 : gradient * (x / norm) }
    if norm == 0 || x == 0 { return 0 }
    return sign * T.pow(abs(x) / norm, p - 1) * gradient
  }
}
