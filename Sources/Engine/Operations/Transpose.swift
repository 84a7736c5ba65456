/// Two axes exchanged, by default the last two: the transposed matrix. Axes count from 0.
/// PyTorch: `torch.transpose(x, dim0, dim1)`, `x.mT`.
public struct Transpose: Operation {
  /// The two axes; nil for the last two.
  public let axes: [Int]?

  /// Exchanges the last two axes.
  public init() { axes = nil }

  /// Exchanges two axes.
  /// - Parameters:
  ///   - first: an axis, counted from 0.
  ///   - second: another one.
  public init(_ first: Int, _ second: Int) { axes = [first, second] }

  public var name: String { "transpose" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x with the two extents exchanged.
  /// - Throws: `rank` for fewer than two axes, `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    let (first, second) = pair(shape.rank)
    if axes == nil, shape.rank < 2 {
      throw TensorError(
        .rank, "only a matrix has rows and columns to swap, but this has the shape \(shape)",
        operands: [.init(0, "\(shape)")],
        help: shape.rank == 1 ? "reshape(x, [-1, 1]) makes a column" : nil)
    }
    guard min(first, second) >= 0, max(first, second) < shape.rank else {
      throw TensorError(
        .option,
        "dimensions \(first) and \(second), counted from 0, are not both among the \(shape.rank) of \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    var extents = shape.array
    extents.swapAt(first, second)
    return Shape(trusted: extents)
  }

  private func pair(_ rank: Int) -> (Int, Int) {
    if let axes { (axes[0], axes[1]) } else { (rank - 2, rank - 1) }
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    (try exchanged(operands[0], shape, execution), operands[0].shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try exchanged(gradient, shape, execution)]
  }

  private func exchanged(
    _ x: Tensor, _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let (first, second) = pair(x.rank)
    var region = Region(x.shape)
    region.swapAxes(first, second)
    return try region.gathered(from: x, as: shape, execution)
  }
}
