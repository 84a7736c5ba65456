/// The inverse of square matrices, by Gaussian elimination with partial pivoting; dimensions before the last two are batches.
/// [*, n, n] gives [*, n, n]. The gradient is −A⁻ᵀ·g·A⁻ᵀ. PyTorch: `torch.linalg.inv(x)`.
public struct Inverse: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "inv" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of x, `[*, n, n]`.
  /// - Returns: the same.
  /// - Throws: `rank`, `shapes` for what are no square matrices.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> MatrixPlan {
    MatrixPlan(
      result: operands[0], matrices: try MatrixBatch(squareIn: operands[0], for: name))
  }

  /// - Throws: `option` for a singular matrix.
  public func forward(
    _ operands: [Tensor], _ plan: MatrixPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let factors = try LUFactors(of: operands[0], plan.matrices, execution)
    try factors.checkRegular(for: name)
    let inverse = try factors.inverse(execution)
    return (inverse, inverse)
  }

  public func pullback(
    _ gradient: Tensor, _ plan: MatrixPlan, _ inverse: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let transposed = try Transpose().apply([inverse.detached], in: execution)
    let first = try MatMul().apply([transposed, gradient.detached], in: execution)
    return [try Negate().apply([try MatMul().apply([first, transposed], in: execution)], in: execution)]
  }
}

/// What operations on square matrices work out of shapes.
public struct MatrixPlan: OperationPlan {
  public let result: Shape
  let matrices: MatrixBatch
}
