/// The elements in another type; the gradient comes back in the operand's own. PyTorch: `x.to(dtype)`.
public struct Convert: Operation {
  /// The type of the result.
  public let target: DType

  /// - Parameter target: the type of the result.
  public init(to target: DType) { self.target = target }

  public var name: String { target == .float64 ? "f64" : "f32" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }
  public func givesMask(_ operands: [Tensor]) -> Bool { operands.areMasks }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape { operands[0] }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: DType) {
    (try operands[0].converted(to: target), operands[0].dtype)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ source: DType, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try gradient.converted(to: source)]
  }
}
