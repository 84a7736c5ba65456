/// Tensors of one shape side by side along a new axis, counted from 0. PyTorch: `torch.stack(tensors, dim)`.
public struct Stack: Operation {
  /// Where the new axis is.
  public let axis: Int

  /// - Parameter axis: where the new axis is.
  public init(axis: Int = 0) { self.axis = axis }

  public var name: String { "stack" }
  public var operandCount: ClosedRange<Int> { 0...Int.max }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shapes of the tensors, all equal.
  /// - Returns: their shape, with an axis for them put in.
  /// - Throws: `size` for no tensors, `option` for an axis that would not be there, `shapes` when shapes differ, `rank`
  ///   for a result of more than six dimensions, `memory` for one larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    guard let first = operands.first else { throw TensorError(.size, "there is nothing to stack") }
    guard axis >= 0, axis <= first.rank else {
      throw TensorError(
        .option, "a new dimension \(axis), counted from 0, cannot be added to those of \(first)",
        operands: [.init(0, "\(first)")])
    }
    for (position, shape) in operands.enumerated() where shape != first {
      throw TensorError(
        .shapes, "\(first) and \(shape) cannot be stacked: all must have one shape",
        operands: [.init(0, "\(first)"), .init(position, "\(shape)")], help: "cat joins along a dimension")
    }
    var extents = first.array
    extents.insert(operands.count, at: axis)
    return try Shape(checking: extents)
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let result = try Tensor(uninitialized: shape, operands[0].dtype)
    let layer = layerShape(of: shape)
    for (position, operand) in operands.enumerated() {
      var place = Region(shape)
      place.narrow(axis, start: position, count: 1)
      try Region.copy(operand, Region(layer), into: result, place, execution)
    }
    return (result, operands[0].shape)
  }

  /// One operand's shape with the new axis as 1.
  private func layerShape(of shape: Shape) -> Shape {
    var extents = shape.array
    extents[axis] = 1
    return Shape(trusted: extents)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var result: [Tensor?] = []
    for (position, needed) in needs.enumerated() {
      var place = Region(gradient.shape)
      place.narrow(axis, start: position, count: 1)
      result.append(needed ? try place.gathered(from: gradient, as: shape, execution) : nil)
    }
    return result
  }
}
