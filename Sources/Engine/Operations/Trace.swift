/// The sum of a matrix's main diagonal; int64 stays int64. PyTorch: `torch.trace(x)`.
public struct Trace: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "trace" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: the shape of x, `[m, n]`.
  /// - Returns: the shape of a single number.
  /// - Throws: `rank` for anything but a matrix.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    guard operands[0].rank == 2 else {
      throw TensorError(
        .rank, "trace takes a matrix, and this has the shape \(operands[0])",
        operands: [.init(0, "\(operands[0])")])
    }
    return .single
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let diagonal = try Diag().apply([operands[0].detached], in: execution)
    return (try Sum().apply([diagonal], in: execution), operands[0].shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let result = try Tensor(zeros: shape, gradient.dtype)
    let diagonal = Region.diagonal(of: shape, offset: 0)
    try Region.copy(gradient, diagonal.repeatedFirst, into: result, diagonal, execution)
    return [result]
  }
}
