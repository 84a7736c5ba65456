import Engine

/// Each element of one vector times each of another: [m] and [n] give [m, n]. PyTorch: `torch.outer(a, b)`.
public struct OuterProduct: Engine.Operation {
  public init() {}

  public var name: String { "outer" }
  public var operandCount: ClosedRange<Int> { 2...2 }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    for (position, shape) in operands.enumerated() where shape.rank != 1 {
      throw TensorError(
        .rank, "outer takes two vectors, and operand \(position + 1) has the shape \(shape)",
        operands: [.init(position, "\(shape)")])
    }
    return try Shape(checking: [operands[0][0], operands[1][0]])
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Tensor]) {
    let column = try Reshape([shape[0], 1])(operands[0], in: execution)
    return (try Multiply()(column, operands[1], in: execution), operands)
  }

  public func pullback(
    _ gradient: Tensor, _ shape: Shape, _ operands: [Tensor], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      needs[0] ? try MatMul()(gradient, operands[1], in: execution) : nil,
      needs[1] ? try MatMul()(operands[0], gradient, in: execution) : nil,
    ]
  }
}
