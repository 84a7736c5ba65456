/// A number for each direction of a picture: along its rows (height) first, then along its columns (width).
///
/// What PyTorch takes as an `int` or a pair of them: strides, paddings, dilations, sizes.
public struct Pair: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// Along the height.
  public let rows: Int
  /// Along the width.
  public let columns: Int

  /// - Parameters:
  ///   - rows: along the height.
  ///   - columns: along the width.
  public init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The same number in both directions.
  /// - Parameter both: along the height and along the width.
  public init(_ both: Int) { self.init(both, both) }

  /// The same number in both directions.
  /// - Parameter both: along the height and along the width.
  public init(integerLiteral both: Int) { self.init(both, both) }

  /// One number when both are equal, else `[rows, columns]`.
  public var description: String { rows == columns ? "\(rows)" : "[\(rows), \(columns)]" }

  /// As a size is read aloud: `28 × 28`.
  package var asSize: String { "\(rows) × \(columns)" }

  /// Larger options than this are refused, so that sums and products of a few of them fit an `Int`.
  static let largest = Int(Int32.max)

  /// - Throws: `TensorError.option` naming the option unless both numbers lie in `least`…`largest`.
  package func check(_ option: String, atLeast least: Int) throws(TensorError) {
    guard rows >= least, columns >= least else {
      throw TensorError(.option, "\(option) must be at least \(least), not \(self)")
    }
    guard rows <= Pair.largest, columns <= Pair.largest else {
      throw TensorError(.option, "\(option) must be at most \(Pair.largest), not \(self)")
    }
  }
}
