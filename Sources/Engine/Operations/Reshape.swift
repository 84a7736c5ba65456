/// The same elements, in order, under another shape; one extent may be −1 and is worked out. Nothing is copied.
/// PyTorch: `torch.reshape(x, shape)`.
public struct Reshape: Operation {
  /// The extents asked for.
  public let target: [Int]

  /// - Parameter target: the extents; one may be −1.
  public init(_ target: [Int]) { self.target = target }

  public var name: String { "reshape" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the extents asked for, with the one worked out in place of −1.
  /// - Throws: `shapes` when the number of elements differs, `option` for two extents of −1 or one that could be
  ///   anything, `size` for other negative extents, `rank` for more than six of them, `memory` for more elements than
  ///   any memory holds.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let source = operands[0]
    let open = target.indices.filter { target[$0] == -1 }
    guard let axis = open.first else {
      let shape = try Shape(checking: target)
      guard shape.count == source.count else { throw misfit(source, "\(shape.count)") }
      return shape
    }
    guard open.count == 1 else {
      throw TensorError(.option, "only one dimension of \(Shape.text(target)) can be -1")
    }
    var extents = target
    extents[axis] = 1
    let rest = try Shape(checking: extents).count
    guard rest > 0 else {
      throw TensorError(
        .option, "the -1 in \(Shape.text(target)) could be anything, as there are no elements")
    }
    guard source.count.isMultiple(of: rest) else { throw misfit(source, "a multiple of \(rest)") }
    extents[axis] = source.count / rest
    return try Shape(checking: extents)
  }

  private func misfit(_ source: Shape, _ wanted: String) -> TensorError {
    TensorError(
      .shapes,
      "\(source) has \(source.count) elements, but the shape \(Shape.text(target)) needs \(wanted)",
      operands: [.init(0, "\(source)")])
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
