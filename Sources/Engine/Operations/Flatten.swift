/// The axes `start` … `end` (the last by default) made one; a number becomes a vector of one. Nothing is copied.
/// PyTorch: `torch.flatten(x, start_dim, end_dim)`. Axes count from 0.
public struct Flatten: Operation {
  /// The first axis that is joined.
  public let start: Int
  /// The last one; nil for the last of all.
  public let end: Int?

  /// - Parameters:
  ///   - start: the first axis that is joined.
  ///   - end: the last one; nil for the last of all.
  public init(start: Int = 0, end: Int? = nil) { (self.start, self.end) = (start, end) }

  public var name: String { "flatten" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x with the product of the joined extents in their place.
  /// - Throws: `option` when the axes are not there or in the wrong order.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    let last = max(shape.rank - 1, 0)
    let end = end ?? last
    guard start >= 0, start <= end, end <= last else {
      throw TensorError(
        .option,
        "dimensions \(start) to \(end), counted from 0, are not a range of dimensions of \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    guard shape.rank > 0 else { return [1] }
    let extents = shape.array
    let joined = extents[start...end].reduce(1, *)
    return try Shape(checking: extents[..<start] + [joined] + extents[(end + 1)...])
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    (operands[0].viewed(as: shape), operands[0].shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [gradient.viewed(as: shape)]
  }
}
