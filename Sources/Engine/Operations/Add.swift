/// a + b, element by element with broadcasting. PyTorch: `torch.add(a, b)`.
public struct Add: Operation {
  public init() {}

  public var name: String { "+" }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Shape]) {
    let (a, b) = (operands[0], operands[1])
    let result =
      a.dtype == .float32
      ? try Broadcast.map(a, b, into: shape, as: Float.self, execution, +)
      : try Broadcast.map(a, b, into: shape, as: Double.self, execution, +)
    return (result, [a.shape, b.shape])
  }

  public func pullback(
    _ gradient: Tensor, _ shapes: [Shape], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      needs[0] ? try Broadcast.reduce(gradient, to: shapes[0], execution) : nil,
      needs[1] ? try Broadcast.reduce(gradient, to: shapes[1], execution) : nil,
    ]
  }
}
