/// The matrix product: [m, k] · [k, n] → [m, n]. A vector stands for a row on the left, for a column on the right, and
/// that dimension is gone from the result; further dimensions in front are batches and broadcast.
/// PyTorch: `torch.matmul(a, b)`.
public struct MatMul: Operation {
  public init() {}

  public var name: String { "@" }

  /// - Throws: `rank` for numbers, `shapes` when inner extents differ or batches do not fit.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let product = try BatchedProduct(operands[0], operands[1])
    return product.result
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    let (a, b) = (operands[0], operands[1])
    let product = try BatchedProduct(a.shape, b.shape)
    let result = try Tensor(zeros: shape, a.dtype)
    try product.forEachMatrix { atA, atB, atResult throws(TensorError) in
      try MatrixProduct.add(
        a, product.a.moved(to: atA), b, product.b.moved(to: atB), to: result, at: atResult, execution)
    }
    return (result, BinaryOperands(a: a, b: b))
  }

  public func pullback(
    _ gradient: Tensor, _ saved: BinaryOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (a, b) = (saved.a, saved.b)
    let product = try BatchedProduct(a.shape, b.shape)
    let byResult = MatrixView(rows: product.a.rows, columns: product.b.columns)
    let byA = needs[0] ? try Tensor(zeros: a.shape, a.dtype) : nil
    let byB = needs[1] ? try Tensor(zeros: b.shape, b.dtype) : nil
    // A matrix that was repeated over the batch gathers the gradients of all its uses.
    try product.forEachMatrix { atA, atB, atResult throws(TensorError) in
      let slope = byResult.moved(to: atResult)
      if let byA {
        try MatrixProduct.add(
          gradient, slope, b, product.b.moved(to: atB).transposed, to: byA, at: atA, execution)
      }
      if let byB {
        try MatrixProduct.add(
          a, product.a.moved(to: atA).transposed, gradient, slope, to: byB, at: atB, execution)
      }
    }
    return [byA, byB]
  }
}
