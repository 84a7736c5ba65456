/// A vector as the diagonal of a square matrix, with zeros beside it; or the diagonal of a matrix as a vector.
/// PyTorch: `torch.diag(x, diagonal)`.
public struct Diag: Operation {
  /// The option `diagonal`.
  public static let diagonal = OptionKey(
    "diagonal", default: 0, style: .either,
    "which diagonal: so many columns right of the main one; negative: below it")

  /// So many columns right of the main diagonal; negative: so many rows below it.
  public let diagonal: Int

  /// - Parameter diagonal: so many columns right of the main diagonal; negative: so many rows below it.
  public init(diagonal: Int = Diag.diagonal.standard) { self.diagonal = diagonal }

  public var name: String { "diag" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x, `[n]` or `[m, n]`.
  /// - Returns: `[n + |diagonal|, n + |diagonal|]` of a vector; as many as the diagonal has of a matrix.
  /// - Throws: `rank` for what is neither a vector nor a matrix, `memory` for a matrix beyond any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    switch shape.rank {
    case 1:
      let (extent, isTooLarge) = shape[0].addingReportingOverflow(Int(clamping: diagonal.magnitude))
      return try Shape(checking: isTooLarge ? Int.max : extent, isTooLarge ? Int.max : extent)
    case 2: return Region.diagonal(of: shape, offset: diagonal).shape
    default:
      throw TensorError(
        .rank, "diag takes a vector or a matrix, and this has the shape \(shape)",
        operands: [.init(0, "\(shape)")])
    }
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    (try turned(operands[0], to: shape, execution), operands[0].shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try turned(gradient, to: shape, execution)]
  }

  /// A vector made a matrix, or a matrix a vector.
  private func turned(_ x: Tensor, to shape: Shape, _ execution: Execution) throws(TensorError) -> Tensor {
    if shape.rank == 1 {
      return try Region.diagonal(of: x.shape, offset: diagonal).gathered(from: x, as: shape, execution)
    }
    let result = try Tensor(zeros: shape, x.dtype)
    try Region.copy(
      x, Region(x.shape), into: result, Region.diagonal(of: shape, offset: diagonal), execution)
    return result
  }
}
