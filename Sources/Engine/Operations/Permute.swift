/// The axes in another order: axis i of the result is axis `order[i]` of x, counted from 0.
/// PyTorch: `torch.permute(x, dims)`.
public struct Permute: Operation {
  /// For each axis of the result the axis of x that it is.
  public let order: [Int]

  /// - Parameter order: for each axis of the result the axis of x that it is.
  public init(_ order: [Int]) { self.order = order }

  public var name: String { "permute" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: its extents in the new order.
  /// - Throws: `option` unless every axis is named once.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    guard order.sorted() == Array(0..<shape.rank) else {
      throw TensorError(
        .option,
        "the order \(Shape.text(order)), counted from 0, does not name each of the \(shape.rank) dimensions once",
        operands: [.init(0, "\(shape)")])
    }
    return Shape(trusted: order.map { shape[$0] })
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = operands[0]
    return (try Region(x.shape).permuted(order).gathered(from: x, as: shape, execution), x.shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var back = order
    for (axis, source) in order.enumerated() { back[source] = axis }
    return [try Region(gradient.shape).permuted(back).gathered(from: gradient, as: shape, execution)]
  }
}
