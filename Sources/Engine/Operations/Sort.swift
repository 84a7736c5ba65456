/// The elements along an axis, counted from 0, in ascending or descending order. NaN is larger than every number. The
/// gradient goes back to where each element stood; among equal ones, in their order. PyTorch:
/// `torch.sort(x, dim, descending).values`.
public struct Sort: Operation {
  /// Whether the largest comes first.
  public static let descending = OptionKey("descending", default: false, "true puts the largest first")

  /// The axis along which elements are sorted.
  public let axis: Int
  /// Whether the largest comes first.
  public let descending: Bool

  /// - Parameters:
  ///   - axis: along which elements are sorted, counted from 0.
  ///   - descending: whether the largest comes first.
  public init(axis: Int, descending: Bool = Sort.descending.standard) {
    (self.axis, self.descending) = (axis, descending)
  }

  public var name: String { "sort" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape, and where the rows along the axis lie.
  /// - Throws: `option` for an axis that is not there.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    try ScanPlan(same: operands[0], axis)
  }

  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    (try Order.values(operands[0], plan.scan, descending: descending, execution), operands[0])
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ x: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let places = try Order.places(x, plan.scan, descending: descending, execution)
    return [try AxisPlaces(plan.scan).returned(gradient, to: places, in: x.shape, execution)]
  }
}
