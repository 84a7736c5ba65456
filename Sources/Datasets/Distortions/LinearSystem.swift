/// Small systems of linear equations, by elimination with the largest pivot.
enum LinearSystem {
  /// The solution of `matrix` · x = `right`, for each column of `right`; nil where there is not one and only one.
  /// - Parameter matrix: row by row; changed on the way.
  static func solve(_ matrix: [[Double]], _ right: [[Double]]) -> [[Double]]? {
    var (matrix, right) = (matrix, right)
    let count = matrix.count
    for column in 0..<count {
      let pivot = (column..<count).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
      guard abs(matrix[pivot][column]) > 1e-12 else { return nil }
      matrix.swapAt(pivot, column)
      right.swapAt(pivot, column)
      for row in 0..<count where row != column {
        let factor = matrix[row][column] / matrix[column][column]
        guard factor != 0 else { continue }
        for k in column..<count { matrix[row][k] -= factor * matrix[column][k] }
        for k in right[row].indices { right[row][k] -= factor * right[column][k] }
      }
    }
    for row in 0..<count {
      for k in right[row].indices { right[row][k] /= matrix[row][row] }
    }
    return right
  }
}
