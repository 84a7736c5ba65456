/// An operation from one notation of theta to the other, for pictures of `size`. Operand and result: `[2, 3]` or
/// `[N, 2, 3]`.
public protocol ThetaTranslation: Operation where Plan == ThetaPlan, Saved == Void {
  /// The size of the pictures that are sampled.
  var size: Pair { get }
  /// The size of the result; `size` where nil.
  var outputSize: Pair? { get }
  /// Whether −1 and 1 are the centres of the outermost pixels, and not their borders.
  var alignCorners: Bool { get }
  /// Whether it goes from PyTorch's theta to the lecture's, in pixels; else the other way.
  var givesPixels: Bool { get }
}

/// What a translation of theta works out of the sizes.
public struct ThetaPlan: OperationPlan {
  public let result: Shape
  let units: ThetaUnits
}

extension ThetaTranslation {
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of theta.
  /// - Returns: the same shape, and the scales and centres of the two notations.
  /// - Throws: `option` for a size below 1 or above 2³¹ − 1, or of 1 with `alignCorners`; `shapes` for anything but
  ///   `[2, 3]` and `[N, 2, 3]`.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ThetaPlan {
    let units = try ThetaUnits(input: size, output: outputSize ?? size, alignCorners: alignCorners)
    _ = try ThetaShape.batch(operands[0], operand: 0)
    return ThetaPlan(result: operands[0], units: units)
  }

  public func forward(
    _ operands: [Tensor], _ plan: ThetaPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try ThetaUnits.map(operands[0], givesPixels ? plan.units.pixel : plan.units.unit), ())
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ThetaPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try ThetaUnits.map(gradient, givesPixels ? plan.units.pixelPullback : plan.units.unitPullback)]
  }
}
