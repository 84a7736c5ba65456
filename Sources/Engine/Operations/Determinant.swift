/// The determinant of square matrices, by Gaussian elimination with partial pivoting; dimensions before the last two are
/// batches. [*, n, n] gives [*]; that of an empty matrix is 1. The gradient is the matrix of cofactors, of singular matrices
/// too. PyTorch: `torch.linalg.det(x)`.
public struct Determinant: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "det" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of x, `[*, n, n]`.
  /// - Returns: `[*]`.
  /// - Throws: `rank`, `shapes` for what are no square matrices.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> MatrixPlan {
    MatrixPlan(
      result: Shape(trusted: Array(operands[0].array.dropLast(2))),
      matrices: try MatrixBatch(squareIn: operands[0], for: name))
  }

  /// What the pullback needs.
  public struct Saved: Sendable {
    let x: Tensor
    let factors: LUFactors
  }

  public func forward(
    _ operands: [Tensor], _ plan: MatrixPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let x = operands[0].detached
    let factors = try LUFactors(of: x, plan.matrices, execution)
    var result = try Tensor(zeros: plan.result, x.dtype)
    for matrix in 0..<plan.matrices.count {
      try result.setElement(matrix, to: factors.determinant(of: matrix))
    }
    return (result, Saved(x: x, factors: factors))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: MatrixPlan, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let matrices = plan.matrices
    let cofactors =
      try matrices.isAnySingular(saved.factors)
      ? Cofactors.bySingularValues(saved.x, matrices, execution)
      : Cofactors.byInverse(saved.factors, execution)
    let scale = gradient.detached.viewed(as: try Shape(checking: plan.result.array + [1, 1]))
    return [try Multiply().apply([cofactors, scale], in: execution)]
  }
}

extension MatrixBatch {
  fileprivate func isAnySingular(_ factors: LUFactors) -> Bool {
    (0..<count).contains { factors.singularColumn(of: $0) != nil }
  }
}
