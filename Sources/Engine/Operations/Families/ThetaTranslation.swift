/// An operation from one notation of theta to the other, for pictures of `size`. Operand and result: `[2, 3]` or
/// `[N, 2, 3]`.
public protocol ThetaTranslation: Operation where Saved == Void {
  /// The size of the pictures that are sampled.
  var size: Pair { get }
  /// The size of the result; `size` where nil.
  var outputSize: Pair? { get }
  var alignCorners: Bool { get }
  /// Whether it goes from PyTorch's theta to the lecture's, in pixels; else the other way.
  var givesPixels: Bool { get }
}

extension ThetaTranslation {
  public var operandCount: ClosedRange<Int> { 1...1 }

  private func units() throws(TensorError) -> ThetaUnits {
    try ThetaUnits(input: size, output: outputSize ?? size, alignCorners: alignCorners)
  }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    _ = try units()
    _ = try ThetaShape.batch(operands[0], operand: 0)
    return operands[0]
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let units = try units()
    return (try ThetaUnits.map(operands[0], givesPixels ? units.pixel : units.unit), ())
  }

  public func pullback(
    _ gradient: Tensor, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let units = try units()
    return [try ThetaUnits.map(gradient, givesPixels ? units.pixelPullback : units.unitPullback)]
  }
}
