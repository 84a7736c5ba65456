/// What an operation on two operands that broadcast works out of their shapes, where its pullback needs nothing else.
public struct BroadcastPlan: OperationPlan {
  public let result: Shape
  let a: Shape
  let b: Shape

  /// - Throws: `TensorError.shapes` when two extents differ and neither is 1.
  init(_ a: Shape, _ b: Shape) throws(TensorError) {
    result = try Broadcast.shape(a, b)
    (self.a, self.b) = (a, b)
  }
}
