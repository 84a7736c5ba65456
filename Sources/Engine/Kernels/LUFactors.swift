import CKernels

/// Square matrices with rows exchanged as products of a lower and an upper triangular matrix, P·A = L·U (Gaussian elimination with
/// partial pivoting; Golub and Van Loan, "Matrix Computations", 3.4). PyTorch: `torch.linalg.lu_factor`.
struct LUFactors: Sendable {
  let matrices: MatrixBatch
  /// L below the diagonals, whose ones are not kept, and U from the diagonals on.
  let factors: Tensor
  /// For each matrix and each of its columns the row that was exchanged with the one of that number, from 0.
  private let exchanged: Tensor

  /// Columns that are eliminated at once before the rest is brought up to date by a matrix product.
  private static let block = 32

  /// - Parameter matrices: those of `a`, which is float32 or float64.
  /// - Throws: `memory`, `cancelled`.
  init(of a: Tensor, _ matrices: MatrixBatch, _ execution: Execution) throws(TensorError) {
    self.matrices = matrices
    factors = try a.detached.copied()
    exchanged = try Tensor(zeros: Shape(checking: [matrices.count, matrices.extent]), .int64)
    for matrix in 0..<matrices.count where matrices.extent > 0 {
      try execution.usesReference
        ? LULoops.factor(factors, exchanged, matrix, matrices.extent, execution)
        : factor(matrix, execution)
    }
  }

  private func factor(_ matrix: Int, _ execution: Execution) throws(TensorError) {
    let n = matrices.extent
    let start = matrix * n * n
    let size = factors.dtype.size
    let negated = try Tensor(uninitialized: Shape(checking: [n, LUFactors.block]), factors.dtype)
    for first in stride(from: 0, to: n, by: LUFactors.block) {
      let width = min(LUFactors.block, n - first)
      let end = first + width
      var call = fovea_lu_call(
        extent: n, first: first, width: width, a: factors.storage.bytes + start * size,
        exchanged: exchanged.pointer(as: Int64.self) + matrix * n, negated: negated.storage.bytes,
        cancel: execution.word)
      // The kernel reads and writes one matrix, its exchanges and the block beside, all held by this function.
      let isFinished = withExtendedLifetime((factors, exchanged, negated, execution)) {
        fovea_lu_columns(execution.level.level, factors.dtype.element, &call)
      }
      guard isFinished else { throw .cancelled }
      guard end < n else { break }
      var above = MatrixView(rows: width, columns: n - end).moved(to: start + first * n + end)
      above.rowStep = n
      try MatrixProduct.multiply(
        negated, MatrixView(rows: n - end, columns: width), factors, above, into: factors,
        at: start + end * n + end, rowStep: n, accumulates: true, execution)
    }
  }

  /// The first column of a matrix, from 0, that has nothing to divide by; nil where there is none.
  func singularColumn(of matrix: Int) -> Int? {
    let n = matrices.extent
    return (0..<n).first { factors.element((matrix * n + $0) * n + $0) == 0 }
  }

  /// - Parameter name: the operation that asks.
  /// - Throws: `option` where a matrix is singular.
  func checkRegular(for name: String) throws(TensorError) {
    for matrix in 0..<matrices.count {
      guard let column = singularColumn(of: matrix) else { continue }
      throw TensorError(
        .option,
        "the matrix\(matrices.place(matrix)) is singular: column \(column + 1) is a combination of those before it",
        operands: [.init(0, "\(factors.shape)")],
        help: "svd(x) shows how many singular values are not 0")
    }
  }

  /// The determinant of a matrix: the product of U's diagonal, with another sign for each exchange.
  func determinant(of matrix: Int) -> Double {
    let n = matrices.extent
    return (0..<n).reduce(1) { product, column in
      let isExchanged = exchanged.wholeElement(matrix * n + column) != Int64(column)
      return product * factors.element((matrix * n + column) * n + column) * (isExchanged ? -1 : 1)
    }
  }

  /// X with A·X = B, for each matrix.
  /// - Parameters:
  ///   - b: for each matrix `extent` rows of `columns` numbers, of the same type.
  ///   - columns: how many right sides there are.
  /// - Returns: of the shape of `b`; with infinite or undefined numbers where a matrix is singular.
  /// - Throws: `memory`, `cancelled`.
  func solve(_ b: Tensor, columns: Int, _ execution: Execution) throws(TensorError) -> Tensor {
    let x = try b.detached.copied()
    guard columns > 0 else { return x }
    for matrix in 0..<matrices.count where matrices.extent > 0 {
      try exchangeRows(of: x, matrix, columns)
      if execution.usesReference {
        try LULoops.solve(factors, x, matrix, matrices.extent, columns, execution)
      } else {
        try substitute(x, matrix, columns, isUpper: false, execution)
        try substitute(x, matrix, columns, isUpper: true, execution)
      }
    }
    return x
  }

  private func exchangeRows(of x: Tensor, _ matrix: Int, _ columns: Int) throws(TensorError) {
    let (n, bytes) = (matrices.extent, columns * x.dtype.size)
    let kept = try Tensor(uninitialized: Shape(checking: [columns]), x.dtype)
    // Both rows lie within x, which nobody else holds, and a third one keeps what is overwritten.
    withExtendedLifetime((x, kept)) {
      for row in 0..<n {
        guard let other = exchanged.wholeElement(matrix * n + row), other != Int64(row) else { continue }
        let first = x.storage.bytes + (matrix * n + row) * bytes
        let second = x.storage.bytes + (matrix * n + Int(other)) * bytes
        kept.storage.bytes.copyMemory(from: first, byteCount: bytes)
        first.copyMemory(from: second, byteCount: bytes)
        second.copyMemory(from: kept.storage.bytes, byteCount: bytes)
      }
    }
  }

  /// L·X = B from the first row on, or U·X = B from the last one up, in blocks of rows.
  private func substitute(
    _ x: Tensor, _ matrix: Int, _ columns: Int, isUpper: Bool, _ execution: Execution
  ) throws(TensorError) {
    let n = matrices.extent
    let (start, size) = (matrix * n * n, x.dtype.size)
    let negated = try Tensor(uninitialized: Shape(checking: [LUFactors.block, columns]), x.dtype)
    let firsts = Array(stride(from: 0, to: n, by: LUFactors.block))
    for first in isUpper ? firsts.reversed() : firsts {
      let width = min(LUFactors.block, n - first)
      var call = fovea_triangle_call(
        extent: n, first: first, width: width, factors: factors.storage.bytes + start * size, upper: isUpper,
        columns: columns, x: x.storage.bytes + matrix * n * columns * size, negated: negated.storage.bytes,
        cancel: execution.word)
      // The kernel reads one matrix and writes its right sides and the block beside, all held by this function.
      let isFinished = withExtendedLifetime((factors, x, negated, execution)) {
        fovea_triangle_rows(execution.level.level, x.dtype.element, &call)
      }
      guard isFinished else { throw .cancelled }
      let others = isUpper ? 0..<first : (first + width)..<n
      var beside = MatrixView(rows: others.count, columns: width).moved(
        to: start + others.lowerBound * n + first)
      beside.rowStep = n
      try MatrixProduct.multiply(
        factors, beside, negated, MatrixView(rows: width, columns: columns), into: x,
        at: (matrix * n + others.lowerBound) * columns, accumulates: true, execution)
    }
  }

  /// The inverses of the matrices.
  /// - Throws: `memory`, `cancelled`.
  func inverse(_ execution: Execution) throws(TensorError) -> Tensor {
    let n = matrices.extent
    let identities = try Tensor(zeros: factors.shape, factors.dtype)
    let diagonal = try Region.diagonal(of: Shape(checking: n, n), offset: 0)
    for matrix in 0..<matrices.count {
      try Region.fill(1, into: identities, diagonal.moved(by: matrix * n * n), execution)
    }
    return try solve(identities, columns: n, execution)
  }
}
