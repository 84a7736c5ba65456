/// The singular value decomposition A = U·diag(S)·V of matrices, V being transposed already: [*, m, n] gives U [*, m, k], S [*, k],
/// V [*, k, n] with k = min(m, n), the singular values S largest first. The result is one row for each matrix, with the
/// elements of U, S and V one after the other; `decomposition` takes it apart.
///
/// Signs: in each column of U the first element that is at least half as large as its largest is positive.
/// The gradient by way of singular values is exact. The one by way of U and V does not exist where two singular values are equal;
/// it becomes infinite or undefined there, as in PyTorch. PyTorch: `torch.linalg.svd(x, full_matrices=False)`.
public struct SVD: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "svd" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of x, `[*, m, n]`.
  /// - Returns: `[*, m·k + k + k·n]` with k = min(m, n).
  /// - Throws: `rank` for fewer than two dimensions.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> SVDPlan { try SVDPlan(operands[0]) }

  /// - Throws: `option` for numbers that are not finite.
  public func forward(
    _ operands: [Tensor], _ plan: SVDPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let x = operands[0].detached
    guard try x.isFinite(execution) else {
      throw TensorError(
        .option, "svd needs finite numbers, and the matrix contains inf or nan",
        operands: [.init(0, "\(x.shape)")])
    }
    let result = try Tensor(uninitialized: plan.result, x.dtype)
    for matrix in 0..<plan.count where plan.values > 0 {
      try SingularValues(plan, execution).write(x, matrix, to: result)
    }
    return (result, result)
  }

  public func pullback(
    _ gradient: Tensor, _ plan: SVDPlan, _ result: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if gradient.count == 0 { return [nil] }
    return [try SVDGradient(plan, execution).gradient(gradient.detached, of: result.detached)]
  }

  /// The decomposition in its parts, each with a gradient.
  /// - Parameters:
  ///   - x: matrices [*, m, n] of finite numbers.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: U [*, m, k], S [*, k], V [*, k, n] with k = min(m, n).
  /// - Throws: `TensorError` as the operation does.
  public static func decomposition(
    of x: Tensor, in execution: Execution = Execution()
  ) throws(TensorError) -> (u: Tensor, s: Tensor, v: Tensor) {
    let plan = try SVDPlan(x.shape)
    let packed = try SVD().apply([x], in: execution)
    func part(_ start: Int, _ count: Int, _ shape: Shape) throws(TensorError) -> Tensor {
      let parts = [Slice.Part](repeating: .all, count: plan.batches.count)
      let slice = Slice(parts + [.range(start: start, count: count)])
      return try Reshape(shape.array).apply([try slice.apply([packed], in: execution)], in: execution)
    }
    let (m, n, k) = (plan.rows, plan.columns, plan.values)
    return (
      try part(0, m * k, Shape(checking: plan.batches + [m, k])),
      try part(m * k, k, Shape(checking: plan.batches + [k])),
      try part(m * k + k, k * n, Shape(checking: plan.batches + [k, n]))
    )
  }
}

/// The extents of a singular value decomposition.
public struct SVDPlan: OperationPlan {
  public let result: Shape
  /// The extents before the last two.
  let batches: [Int]
  let rows: Int
  let columns: Int
  /// How many singular values a matrix has.
  let values: Int
  /// How many matrices there are.
  let count: Int

  init(_ shape: Shape) throws(TensorError) {
    guard shape.rank >= 2 else {
      throw TensorError(
        .rank, "svd takes a matrix, and this has the shape \(shape)", operands: [.init(0, "\(shape)")])
    }
    batches = Array(shape.array.dropLast(2))
    (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
    values = min(rows, columns)
    count = batches.reduce(1, *)
    result = try Shape(checking: batches + [rows * values + values + values * columns])
  }

  /// How many elements the parts of one matrix have.
  var row: Int { rows * values + values + values * columns }
}
