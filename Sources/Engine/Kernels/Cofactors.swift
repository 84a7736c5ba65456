/// The cofactors of square matrices: what the determinant's derivatives by the elements are.
enum Cofactors {
  /// det A · A⁻ᵀ, for matrices that have an inverse.
  static func byInverse(_ factors: LUFactors, _ execution: Execution) throws(TensorError) -> Tensor {
    let transposed = try Transpose().apply([try factors.inverse(execution)], in: execution)
    var shape = factors.factors.shape.array
    shape.replaceSubrange((shape.count - 2)..., with: [1, 1])
    var determinants = try Tensor(zeros: Shape(checking: shape), transposed.dtype)
    for matrix in 0..<factors.matrices.count {
      try determinants.setElement(matrix, to: factors.determinant(of: matrix))
    }
    return try Multiply().apply([transposed, determinants], in: execution)
  }

  /// For all matrices: with A = U·S·V the cofactors are det U · det V · U·C·V, C having on its diagonal the products of all
  /// singular values but one each.
  static func bySingularValues(
    _ x: Tensor, _ matrices: MatrixBatch, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let (u, s, v) = try SVD.decomposition(of: x, in: execution)
    let n = matrices.extent
    let ofU = try LUFactors(of: u, matrices, execution), ofV = try LUFactors(of: v, matrices, execution)
    var products = try Tensor(zeros: s.shape, s.dtype)
    for matrix in 0..<matrices.count {
      let sign = (ofU.determinant(of: matrix) * ofV.determinant(of: matrix)).rounded()
      for value in 0..<n {
        let others = (0..<n).reduce(sign) { $1 == value ? $0 : $0 * s.element(matrix * n + $1) }
        try products.setElement(matrix * n + value, to: others)
      }
    }
    let scaled = try Multiply().apply(
      [u, products.viewed(as: Shape(checking: s.shape.array.dropLast() + [1, n]))], in: execution)
    return try MatMul().apply([scaled, v], in: execution)
  }
}
