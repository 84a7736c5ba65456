/// Tensors one after the other along an axis that they have; their other extents are equal. An empty vector goes with
/// tensors of any shape, and adds nothing. The axis counts from 0.
/// PyTorch: `torch.cat(tensors, dim)`.
public struct Concatenate: Operation {
  /// The axis along which they are joined.
  public let axis: Int

  /// - Parameter axis: the axis along which they are joined.
  public init(axis: Int = 0) { self.axis = axis }

  public var name: String { "cat" }
  public var operandCount: ClosedRange<Int> { 0...Int.max }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shapes of the tensors, of one rank and equal but for the extent along `axis`; `[0]`
  ///   beside any.
  /// - Returns: their common shape, with the sum of the extents along `axis`.
  /// - Throws: `size` for no tensors, `rank` for numbers or different ranks, `option` for an axis that is not there,
  ///   `shapes` when another extent differs, `memory` for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    guard let first = operands.first(where: { $0 != Concatenate.nothing }) ?? operands.first else {
      throw TensorError(.size, "there is nothing to join")
    }
    guard first.rank > 0 else {
      throw TensorError(
        .rank, "numbers have no dimension to join along", operands: [.init(0, "\(first)")],
        help: "stack(a, b) makes a vector of numbers; a dimension is given by name: cat(x, y, dim=1)")
    }
    guard axis >= 0, axis < first.rank else {
      throw TensorError(
        .option, "dimension \(axis), counted from 0, is not among the \(first.rank) of \(first)",
        operands: [.init(0, "\(first)")])
    }
    var extents = first.array
    extents[axis] = 0
    for (position, shape) in operands.enumerated() where shape != Concatenate.nothing {
      for other in 0..<first.rank
      where shape.rank != first.rank || other != axis && shape[other] != first[other] {
        throw TensorError(
          .shapes,
          "\(first) and \(shape) cannot be joined: they must agree in all other dimensions",
          operands: [.init(0, "\(first)"), .init(position, "\(shape)")])
      }
      let (sum, overflow) = extents[axis].addingReportingOverflow(shape[axis])
      extents[axis] = overflow ? Int.max : sum
    }
    return try Shape(checking: extents)
  }

  /// The shape of an empty vector.
  private static let nothing: Shape = [0]

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Shape]) {
    let result = try Tensor(uninitialized: shape, operands[0].dtype)
    var start = 0
    for operand in operands where operand.shape != Concatenate.nothing {
      var place = Region(shape)
      place.narrow(axis, start: start, count: operand.shape[axis])
      try Region.copy(operand, Region(operand.shape), into: result, place, execution)
      start += operand.shape[axis]
    }
    return (result, operands.map(\.shape))
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shapes: [Shape], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var result: [Tensor?] = []
    var start = 0
    for (shape, needed) in zip(shapes, needs) {
      if shape == Concatenate.nothing {
        result.append(nil)
        continue
      }
      var place = Region(gradient.shape)
      place.narrow(axis, start: start, count: shape[axis])
      result.append(needed ? try place.gathered(from: gradient, as: shape, execution) : nil)
      start += shape[axis]
    }
    return result
  }
}
