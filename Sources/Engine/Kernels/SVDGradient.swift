/// The gradient of a singular value decomposition A = U·diag(S)·V (Townsend, "Differentiating the Singular Value Decomposition",
/// 2016), for all matrices of a batch at once.
struct SVDGradient {
  private let plan: SVDPlan
  private let execution: Execution

  init(_ plan: SVDPlan, _ execution: Execution) { (self.plan, self.execution) = (plan, execution) }

  /// - Parameters:
  ///   - gradients: the gradients by U, S and V, packed as the result is.
  ///   - result: the decomposition.
  func gradient(_ gradients: Tensor, of result: Tensor) throws(TensorError) -> Tensor {
    let (u, s, v) = try parts(result)
    let (byU, byS, byV) = try parts(gradients)
    let (ut, vt) = (try transposed(u), try transposed(v))
    // What turns U and V within their own columns, which divides by the differences of squared singular values.
    let turnsU = try MatMul().apply([ut, byU], in: execution)
    let turnsV = try MatMul().apply([v, try transposed(byV)], in: execution)
    let middle = try self.middle(turnsU, turnsV, s, byS)
    var sum = try product([u, middle, v])
    // What leads out of the space of U's columns, and of V's rows.
    if plan.rows > plan.values {
      let outside = try Subtract().apply([byU, try product([u, turnsU])], in: execution)
      sum = try Add().apply([sum, try product([try divided(outside, s, asRow: true), v])], in: execution)
    }
    if plan.columns > plan.values {
      let outside = try Subtract().apply([byV, try product([byV, vt, v])], in: execution)
      sum = try Add().apply([sum, try product([u, try divided(outside, s, asRow: false)])], in: execution)
    }
    return sum
  }

  /// U, S and V of packed rows.
  private func parts(_ packed: Tensor) throws(TensorError) -> (u: Tensor, s: Tensor, v: Tensor) {
    let (m, n, k) = (plan.rows, plan.columns, plan.values)
    func part(_ start: Int, _ extents: [Int]) throws(TensorError) -> Tensor {
      let shape = try Shape(checking: plan.batches + extents)
      let count = extents.reduce(1, *)
      let row = Region(try Shape(checking: [plan.count, plan.row]))
      var own = row
      own.narrow(1, start: start, count: count)
      return try own.gathered(from: packed, as: shape, execution)
    }
    return (try part(0, [m, k]), try part(m * k, [k]), try part(m * k + k, [k, n]))
  }

  private func transposed(_ x: Tensor) throws(TensorError) -> Tensor {
    try Transpose().apply([x], in: execution)
  }

  private func product(_ factors: [Tensor]) throws(TensorError) -> Tensor {
    var result = factors[0]
    for factor in factors.dropFirst() { result = try MatMul().apply([result, factor], in: execution) }
    return result
  }

  /// The k × k matrix between U and V: the gradient by S on its diagonal, and beside it
  /// ((t − tᵀ)ᵢⱼ·sⱼ + sᵢ·(r − rᵀ)ᵢⱼ) / (sⱼ² − sᵢ²) for the turns t of U and r of V.
  private func middle(
    _ turnsU: Tensor, _ turnsV: Tensor, _ s: Tensor, _ byS: Tensor
  ) throws(TensorError) -> Tensor {
    let k = plan.values
    var result = try Tensor(zeros: turnsU.shape, s.dtype)
    for matrix in 0..<plan.count {
      let start = matrix * k * k
      func turn(_ turns: Tensor, _ i: Int, _ j: Int) -> Double {
        turns.element(start + i * k + j) - turns.element(start + j * k + i)
      }
      for i in 0..<k {
        try execution.checkCancelled()
        let own = s.element(matrix * k + i)
        for j in 0..<k {
          guard i != j else {
            try result.setElement(start + i * k + i, to: byS.element(matrix * k + i))
            continue
          }
          let other = s.element(matrix * k + j)
          let part = turn(turnsU, i, j) * other + own * turn(turnsV, i, j)
          try result.setElement(start + i * k + j, to: part == 0 ? 0 : part / ((other - own) * (other + own)))
        }
      }
    }
    return result
  }

  /// Columns, or rows, divided by their singular values; what is 0 stays 0.
  private func divided(_ x: Tensor, _ s: Tensor, asRow: Bool) throws(TensorError) -> Tensor {
    let shape = try Shape(checking: plan.batches + (asRow ? [1, plan.values] : [plan.values, 1]))
    let divisors = s.viewed(as: shape)
    return x.dtype == .float32
      ? try Broadcast.map(x, divisors, into: x.shape, as: Float.self, execution) { $0 == 0 ? 0 : $0 / $1 }
      : try Broadcast.map(x, divisors, into: x.shape, as: Double.self, execution) { $0 == 0 ? 0 : $0 / $1 }
  }
}
