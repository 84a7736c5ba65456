/// How two operands of a matrix product pair up: the matrices that they are made of, and the batches, which broadcast.
struct BatchedProduct {
  /// One matrix of each operand; a vector is a row on the left, a column on the right.
  private(set) var a: MatrixView
  let b: MatrixView
  let result: Shape
  private let batches: Shape
  private let stepsA: [Int]
  private let stepsB: [Int]

  /// - Throws: `rank` for numbers, `shapes` when inner extents differ or batches do not fit.
  init(_ left: Shape, _ right: Shape) throws(TensorError) {
    guard left.rank > 0, right.rank > 0 else {
      throw TensorError(
        .rank, "@ multiplies matrices and vectors, and these have the shapes \(left) and \(right)",
        operands: [.init(0, "\(left)"), .init(1, "\(right)")], help: "* multiplies by a number")
    }
    let rows = left.rank > 1 ? left[left.rank - 2] : 1
    let columns = right.rank > 1 ? right[right.rank - 1] : 1
    let (inner, other) = (left[left.rank - 1], right[max(right.rank - 2, 0)])
    guard inner == other else {
      let transposable = right.rank == 2 && right[1] == inner
      throw TensorError(
        .shapes, "\(left) @ \(right): the inner extents differ, \(inner) against \(other)",
        operands: [.init(0, "\(left)"), .init(1, "\(right)")],
        help: transposable ? "with the right one transposed they agree: a @ b'" : nil)
    }
    (a, b) = (MatrixView(rows: rows, columns: inner), MatrixView(rows: inner, columns: columns))
    if left.rank == 2, right.rank == 2 {
      (batches, stepsA, stepsB) = (.single, [], [])
      result = try Shape(checking: rows, columns)
      return
    }
    let (batchA, batchB) = (
      Shape(trusted: Array(left.array.dropLast(2))), Shape(trusted: Array(right.array.dropLast(2)))
    )
    batches = try Broadcast.shape(batchA, batchB)
    let kept = (left.rank > 1 ? [rows] : []) + (right.rank > 1 ? [columns] : [])
    result = try Shape(checking: batches.array + kept)
    if batchB.count == 1, batches.count > 1, batchA.count == batches.count {
      // One matrix on the right for a whole batch: the rows of the batch are the rows of one product.
      a = MatrixView(rows: rows * batches.count, columns: inner)
      (stepsA, stepsB) = ([], [])
      return
    }
    stepsA = BatchedProduct.steps(batchA, in: batches, matrix: rows * inner)
    stepsB = BatchedProduct.steps(batchB, in: batches, matrix: inner * columns)
  }

  /// Whether there is more than one product to make.
  var hasBatches: Bool { !stepsA.isEmpty }

  private static func steps(_ own: Shape, in batches: Shape, matrix: Int) -> [Int] {
    let region = Region(own, repeatedTo: batches)
    return (0..<batches.rank).map { region.steps[$0] * matrix }
  }

  /// Calls `body` with the offsets of every pair of matrices and of their product; of a batch, only where a product has
  /// elements.
  func forEachMatrix(
    _ body: (_ a: Int, _ b: Int, _ result: Int) throws(TensorError) -> Void
  ) throws(TensorError) {
    guard !stepsA.isEmpty else { return try body(0, 0, 0) }
    guard result.count > 0 else { return }
    for batch in 0..<batches.count {
      var (rest, atA, atB) = (batch, 0, 0)
      for axis in stride(from: batches.rank - 1, through: 0, by: -1) {
        let (quotient, index) = rest.quotientAndRemainder(dividingBy: batches[axis])
        atA += index * stepsA[axis]
        atB += index * stepsB[axis]
        rest = quotient
      }
      try body(atA, atB, batch * a.rows * b.columns)
    }
  }
}
