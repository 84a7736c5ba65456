/// The shapes of the operands of one call, in their order: of tensors, or by themselves where there are no tensors yet.
public struct OperandShapes: RandomAccessCollection, Sendable {
  private enum Source: Sendable {
    case shapes([Shape])
    case tensors([Tensor])
  }

  private let source: Source
  /// How many operands there are.
  public let endIndex: Int

  /// - Parameter shapes: one for each operand.
  public init(_ shapes: [Shape]) { (source, endIndex) = (.shapes(shapes), shapes.count) }

  /// - Parameter operands: what the operation is applied to; no array is made of their shapes.
  public init(of operands: [Tensor]) { (source, endIndex) = (.tensors(operands), operands.count) }

  /// 0.
  public var startIndex: Int { 0 }

  /// The shape of an operand.
  /// - Parameter position: counted from 0.
  /// - Precondition: there is such an operand.
  /// - Returns: the shape.
  public subscript(position: Int) -> Shape {
    switch source {
    case .shapes(let shapes): shapes[position]
    case .tensors(let operands): operands[position].shape
    }
  }
}
