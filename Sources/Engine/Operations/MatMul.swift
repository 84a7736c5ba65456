/// The matrix product: [m, k] · [k, n] → [m, n]. A vector stands for a row on the left, for a column on the right, and
/// that dimension is gone from the result; further dimensions in front are batches and broadcast.
/// PyTorch: `torch.matmul(a, b)`.
public struct MatMul: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "@" }
  public var integers: IntegerRule { .compute }
  public var operandCount: ClosedRange<Int> { 2...2 }

  /// - Parameter operands: the shapes of a, `[…, m, k]` or `[k]`, and of b, `[…, k, n]` or `[k]`.
  /// - Returns: the shape of the result, `[…, m, n]` less the dimension that a vector stands for, and how the batches
  ///   pair up.
  /// - Throws: `rank` for numbers and for a result of more than six dimensions, `shapes` when inner extents differ or
  ///   batches do not fit, `memory` for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> BatchedProduct {
    let (a, b) = (operands[0], operands[1])
    if a.rank == 2, b.rank == 2, a[1] == b[0] {
      return try BatchedProduct(rows: a[0], inner: a[1], columns: b[1])
    }
    return try BatchedProduct(a, b)
  }

  public func forward(
    _ operands: [Tensor], _ product: BatchedProduct, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    let (a, b) = (operands[0], operands[1])
    if a.dtype == .int64 {
      return (try IntegerArithmetic.product(a, b, product, execution), BinaryOperands(a: a, b: b))
    }
    let result = try Tensor(uninitialized: product.result, a.dtype)
    guard product.hasBatches else {
      try MatrixProduct.multiply(a, product.a, b, product.b, into: result, at: 0, execution)
      return (result, BinaryOperands(a: a, b: b))
    }
    try product.forEachMatrix { atA, atB, atResult throws(TensorError) in
      try MatrixProduct.multiply(
        a, product.a.moved(to: atA), b, product.b.moved(to: atB), into: result, at: atResult, execution)
    }
    return (result, BinaryOperands(a: a, b: b))
  }

  public func pullback(
    _ gradient: Tensor, _ product: BatchedProduct, _ saved: BinaryOperands, needs: [Bool],
    _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (a, b) = (saved.a, saved.b)
    let byResult = MatrixView(rows: product.a.rows, columns: product.b.columns)
    // A matrix that was repeated over the batch gathers the gradients of all its uses.
    let gathers = product.hasBatches
    let byA = needs[0] ? try blank(a, zeros: gathers) : nil
    let byB = needs[1] ? try blank(b, zeros: gathers) : nil
    try product.forEachMatrix { atA, atB, atResult throws(TensorError) in
      let place = byResult.moved(to: atResult)
      if let byA {
        try MatrixProduct.multiply(
          gradient, place, b, product.b.moved(to: atB).transposed, into: byA, at: atA, accumulates: gathers,
          execution)
      }
      if let byB {
        try MatrixProduct.multiply(
          a, product.a.moved(to: atA).transposed, gradient, place, into: byB, at: atB, accumulates: gathers,
          execution)
      }
    }
    return [byA, byB]
  }

  private func blank(_ operand: Tensor, zeros: Bool) throws(TensorError) -> Tensor {
    zeros
      ? try Tensor(zeros: operand.shape, operand.dtype)
      : try Tensor(uninitialized: operand.shape, operand.dtype)
  }
}

extension MatMul {
  /// A product with a matrix that picks: of its elements, all 0 or 1, at most one is 1 for each element of the result.
}
