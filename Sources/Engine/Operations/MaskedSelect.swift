/// The elements of x at which a mask is true, in order: x[mask]. The mask covers dimensions of x from `axis` on, all of them
/// or some, which become one in the result: rows are selected by a mask over the first dimension. The gradient goes back to
/// where the elements came from, and is 0 elsewhere.
///
/// PyTorch: `torch.masked_select(x, mask)`, `x[mask]`.
public struct MaskedSelect: Operation {
  /// True where an element, or a row, is taken.
  public var mask: Tensor { chosen.elements }
  /// The first dimension that the mask covers, counted from 0.
  public let axis: Int

  private let chosen: Mask

  /// - Parameters:
  ///   - mask: bool, of the extents of x from `axis` on.
  ///   - axis: the first dimension that it covers, counted from 0.
  ///   - execution: what may stop the counting.
  /// - Throws: `TensorError.dtype` for a mask that is not bool, `rank` for one without dimensions, `cancelled`.
  public init(_ mask: Tensor, axis: Int = 0, in execution: Execution = Execution()) throws(TensorError) {
    chosen = try Mask(mask, execution)
    self.axis = axis
  }

  public var name: String { "masked_select" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of the selected part, and how x is gone through.
  /// - Throws: `shapes` unless the mask has the extents of x from `axis` on.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> MaskedPart {
    try MaskedPart(chosen, from: axis, of: operands[0])
  }

  public func forward(
    _ operands: [Tensor], _ part: MaskedPart, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    (try part.taken(from: operands[0], by: chosen, execution), operands[0].shape)
  }

  public func pullback(
    _ gradient: Tensor, _ part: MaskedPart, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let result = try Tensor(zeros: shape, gradient.dtype)
    try part.put(gradient, into: result, by: chosen, execution)
    return [result]
  }
}
