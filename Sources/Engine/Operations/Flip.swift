/// x with the order along some axes, counted from 0, turned round. PyTorch: `torch.flip(x, dims)`.
public struct Flip: Operation {
  /// The axes whose order is turned round.
  public let axes: [Int]

  /// - Parameter axes: the axes whose order is turned round.
  public init(_ axes: [Int]) { self.axes = axes }

  public var name: String { "flip" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape.
  /// - Throws: `option` for an axis that is not there or is named twice.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    guard axes.allSatisfy(shape.has(axis:)), Set(axes).count == axes.count else {
      throw TensorError(
        .option,
        "\(Shape.text(axes)), counted from 0, are not different dimensions among the \(shape.rank) of \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    return shape
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try flipped(operands[0], execution), ())
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try flipped(gradient, execution)]
  }

  private func flipped(_ x: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    if x.rank == 0 { return x }
    var region = Region(x.shape)
    for axis in axes { region.reverse(axis) }
    return try region.gathered(from: x, as: x.shape, execution)
  }
}
