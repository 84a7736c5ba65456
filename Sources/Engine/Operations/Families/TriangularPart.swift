/// One side of a diagonal of matrices, with zeros on the other side; dimensions before the last two are batches.
public protocol TriangularPart: Operation where Plan == Shape, Saved == Void {
  /// So many columns right of the main diagonal; negative: so many rows below it.
  var diagonal: Int { get }
  /// Whether what is on the diagonal and left of it is kept; else what is on it and right of it.
  var isLower: Bool { get }
}

/// What operations on a triangle of a matrix have in common.
public enum TriangularOptions {
  /// The option `diagonal`.
  public static let diagonal = OptionKey(
    "diagonal", default: 0, style: .either,
    "where it ends: so many columns right of the main diagonal; negative: below it")
}

extension TriangularPart {
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x, `[*, m, n]`.
  /// - Returns: the same.
  /// - Throws: `rank` for fewer than two dimensions.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    guard operands[0].rank >= 2 else {
      throw TensorError(
        .rank, "\(name) takes a matrix, and this has the shape \(operands[0])",
        operands: [.init(0, "\(operands[0])")])
    }
    return operands[0]
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try part(of: operands[0], execution), ())
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try part(of: gradient, execution)]
  }

  private func part(of x: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    let result = try Tensor(zeros: x.shape, x.dtype)
    let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
    guard x.count > 0 else { return result }
    let size = x.dtype.size
    var meter = CancelMeter(execution)
    // Both tensors are held to the end, and the part of a row lies within the row.
    defer { withExtendedLifetime((x, result)) {} }
    for line in 0..<x.count / columns {
      try meter.spend(columns)
      let kept = columnsKept(line % rows, of: columns)
      let start = (line * columns + kept.lowerBound) * size
      (result.storage.bytes + start).copyMemory(from: x.storage.bytes + start, byteCount: kept.count * size)
    }
    return result
  }

  /// The columns of a row that stay, counted from 0.
  func columnsKept(_ row: Int, of columns: Int) -> Range<Int> {
    // The sum is within the matrix or beyond its ends, where any number will do.
    let (place, isBeyond) = row.addingReportingOverflow(diagonal)
    let border = isBeyond ? columns : min(max(place, -1), columns)
    return isLower ? 0..<min(border + 1, columns) : max(border, 0)..<columns
  }
}
