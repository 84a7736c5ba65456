import Engine

/// Matrices for operations that ask something of them.
public enum SquareMatrices {
  /// Square matrices whose diagonals outweigh the rest, so that they are far from singular; the first two rows are
  /// exchanged, so that elimination has to exchange them back.
  public static func regular(_ shape: [Int], seed: UInt64 = 1, _ dtype: DType = .float64) throws -> Tensor {
    let x = try Examples.tensor(shape, seed: seed).elements
    let n = shape[shape.count - 1]
    let elements = x.enumerated().map { position, number in
      let (row, column) = (position / n % n, position % n)
      let other = n > 1 && row < 2 ? 1 - row : row
      return column == other ? number + Double(n) : number
    }
    return try Tensor(elements, try Shape(checking: shape)).converted(to: dtype)
  }

  /// Matrices with singular values that are far apart, and none of them 0.
  public static func tall(_ shape: [Int], seed: UInt64 = 1, _ dtype: DType = .float64) throws -> Tensor {
    let x = try Examples.tensor(shape, seed: seed).elements
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    let elements = x.enumerated().map { position, number in
      let (row, column) = (position / columns % rows, position % columns)
      return row == column ? number + 3 * Double(row + 1) : number
    }
    return try Tensor(elements, try Shape(checking: shape)).converted(to: dtype)
  }
}
