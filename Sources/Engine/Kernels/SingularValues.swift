import CKernels

/// The singular value decomposition of one matrix after the other: Householder's reflections to a bidiagonal matrix, then
/// the implicit QR iteration (Golub and Reinsch 1970).
struct SingularValues {
  private let plan: SVDPlan
  private let execution: Execution

  init(_ plan: SVDPlan, _ execution: Execution) { (self.plan, self.execution) = (plan, execution) }

  /// Writes the parts of one matrix of `x` to its row of `result`.
  /// - Throws: `memory`, `cancelled`, `option` where the iteration does not end.
  func write(_ x: Tensor, _ matrix: Int, to result: Tensor) throws(TensorError) {
    let (m, n, k) = (plan.rows, plan.columns, plan.values)
    let isWide = m < n
    var own = try Region(Shape(checking: m, n)).moved(by: matrix * m * n)
    if isWide { own.swapAxes(0, 1) }
    let length = max(m, n)
    let a = try own.gathered(from: x, as: Shape(checking: length, k), execution)
    let left = try Tensor(uninitialized: Shape(checking: k, length), x.dtype)
    let values = try Tensor(uninitialized: Shape(checking: [k]), x.dtype)
    let right = try Tensor(uninitialized: Shape(checking: k, k), x.dtype)
    let converged = try decompose(a, left, values, right)
    guard converged else {
      throw TensorError(.option, "the singular values of this matrix did not converge")
    }
    // The rows of `left` are those of the tall matrix's U: of a wide one they are V's.
    let (u, v) = isWide ? (right, left) : (left, right)
    x.dtype == .float32 ? fixSigns(u, v, as: Float.self) : fixSigns(u, v, as: Double.self)
    let start = matrix * plan.row
    var columns = Region(u.shape)
    columns.swapAxes(0, 1)
    try Region.copy(u, columns, into: result, columns.contiguous.moved(by: start), execution)
    try Region.copy(
      values, Region(values.shape), into: result, Region(values.shape).moved(by: start + m * k), execution)
    try Region.copy(
      v, Region(v.shape), into: result, Region(v.shape).moved(by: start + m * k + k), execution)
  }

  private func decompose(
    _ a: Tensor, _ u: Tensor, _ s: Tensor, _ v: Tensor
  ) throws(TensorError) -> Bool {
    if execution.usesReference { return try JacobiLoops.decompose(a, u, s, v, execution) }
    var call = fovea_svd_call(
      rows: a.shape[0], columns: a.shape[1], a: a.storage.bytes, u: u.storage.bytes, s: s.storage.bytes,
      v: v.storage.bytes, converged: false, cancel: execution.word)
    let (level, element) = (execution.level.level, a.dtype.element)
    // The kernel reads and writes these four, which are as large as the extents say and held until it returns.
    defer { withExtendedLifetime((a, u, s, v, execution)) {} }
    try Kernel.run { fovea_svd(level, element, &call, $0) }
    return call.converged
  }

  /// Turns each pair of rows so that of u the first element that is at least half the largest is positive.
  private func fixSigns<T: FloatingScalar>(_ u: Tensor, _ v: Tensor, as type: T.Type) {
    u.write(as: T.self) { u in
      v.write(as: T.self) { v in
        let (length, other) = (plan.rows, plan.columns)
        for row in 0..<plan.values {
          let own = row * length..<(row + 1) * length
          let largest = own.reduce(T(0)) { max($0, abs(u[$1])) }
          guard let first = own.first(where: { abs(u[$0]) >= largest / 2 }), u[first] < 0 else { continue }
          for place in own { u[place] = -u[place] }
          for place in row * other..<(row + 1) * other { v[place] = -v[place] }
        }
      }
    }
  }
}

extension Tensor {
  /// Whether there is neither an infinite element nor one that is not a number.
  func isFinite(_ execution: Execution) throws(TensorError) -> Bool {
    dtype == .float32
      ? try isFinite(as: Float.self, execution) : try isFinite(as: Double.self, execution)
  }

  private func isFinite<T: FloatingScalar>(as type: T.Type, _ execution: Execution) throws(TensorError)
    -> Bool
  {
    try read(as: T.self) { elements throws(TensorError) in
      var isFinite = true
      try Broadcast.inChunks(elements.count, execution) { chunk in
        for place in chunk where !elements[place].isFinite { isFinite = false }
      }
      return isFinite
    }
  }
}
