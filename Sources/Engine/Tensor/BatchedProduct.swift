/// How two operands of a matrix product pair up: the matrices that they are made of, and the batches, which broadcast.
public struct BatchedProduct: OperationPlan {
  public let result: Shape
  private let rows: Int
  private let inner: Int
  private let columns: Int
  /// Nil for one product alone, which most are: then there is nothing to copy but numbers.
  private let batches: Batches?

  /// The batches' common shape, and for each of its axes the steps from matrix to matrix.
  private final class Batches: Sendable {
    let shape: Shape
    let stepsA: [Int]
    let stepsB: [Int]

    init(_ shape: Shape, _ stepsA: [Int], _ stepsB: [Int]) {
      (self.shape, self.stepsA, self.stepsB) = (shape, stepsA, stepsB)
    }
  }

  /// One matrix of each operand; a vector is a row on the left, a column on the right.
  var a: MatrixView { MatrixView(rows: rows, columns: inner) }
  var b: MatrixView { MatrixView(rows: inner, columns: columns) }

  /// One product of a matrix `[rows, inner]` with one `[inner, columns]`.
  /// - Throws: `memory` where the result is larger than any memory.
  init(rows: Int, inner: Int, columns: Int) throws(TensorError) {
    result = try Shape(checking: rows, columns)
    (self.rows, self.inner, self.columns, batches) = (rows, inner, columns, nil)
  }

  /// - Throws: `rank` for numbers, `shapes` when inner extents differ or batches do not fit.
  init(_ left: Shape, _ right: Shape) throws(TensorError) {
    guard left.rank > 0, right.rank > 0 else {
      throw TensorError(
        .rank, "@ multiplies matrices and vectors, but the shapes are \(left) and \(right)",
        operands: [.init(0, "\(left)"), .init(1, "\(right)")], help: "* multiplies by a number")
    }
    let rows = left.rank > 1 ? left[left.rank - 2] : 1
    let columns = right.rank > 1 ? right[right.rank - 1] : 1
    let (inner, other) = (left[left.rank - 1], right[max(right.rank - 2, 0)])
    guard inner == other else {
      let transposable = right.rank == 2 && right[1] == inner
      throw TensorError(
        .shapes, "\(left) @ \(right): the inner dimensions differ: \(inner) and \(other)",
        operands: [.init(0, "\(left)"), .init(1, "\(right)")],
        help: transposable ? "they agree if the right one is transposed: a @ b'" : nil)
    }
    (self.inner, self.columns) = (inner, columns)
    let (batchA, batchB) = (
      Shape(trusted: Array(left.array.dropLast(2))), Shape(trusted: Array(right.array.dropLast(2)))
    )
    let shape = try Broadcast.shape(batchA, batchB)
    let kept = (left.rank > 1 ? [rows] : []) + (right.rank > 1 ? [columns] : [])
    result = try Shape(checking: shape.array + kept)
    if batchB.count == 1, shape.count > 1, batchA.count == shape.count {
      // One matrix on the right for a whole batch: the rows of the batch are the rows of one product.
      (self.rows, batches) = (rows * shape.count, nil)
      return
    }
    self.rows = rows
    // Without an axis of batches there is one product too.
    batches =
      shape.rank == 0
      ? nil
      : Batches(
        shape, BatchedProduct.steps(batchA, in: shape, matrix: rows * inner),
        BatchedProduct.steps(batchB, in: shape, matrix: inner * columns))
  }

  /// Whether there is more than one product to make.
  var hasBatches: Bool { batches != nil }

  private static func steps(_ own: Shape, in batches: Shape, matrix: Int) -> [Int] {
    let region = Region(own, repeatedTo: batches)
    return (0..<batches.rank).map { region.steps[$0] * matrix }
  }

  /// Calls `body` with the offsets of every pair of matrices and of their product; of a batch, only where a product has
  /// elements.
  @inline(__always)
  func forEachMatrix(
    _ body: (_ a: Int, _ b: Int, _ result: Int) throws(TensorError) -> Void
  ) throws(TensorError) {
    guard let batches else { return try body(0, 0, 0) }
    guard result.count > 0 else { return }
    for batch in 0..<batches.shape.count {
      var (rest, atA, atB) = (batch, 0, 0)
      for axis in stride(from: batches.shape.rank - 1, through: 0, by: -1) {
        let (quotient, index) = rest.quotientAndRemainder(dividingBy: batches.shape[axis])
        atA += index * batches.stepsA[axis]
        atB += index * batches.stepsB[axis]
        rest = quotient
      }
      try body(atA, atB, batch * a.rows * b.columns)
    }
  }
}
