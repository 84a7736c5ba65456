/// Where the elements of the sorted order stand along an axis, counted from 0, as int64. Equal elements keep their order,
/// and NaN is larger than every number. There is no gradient.
/// PyTorch: `torch.argsort(x, dim, descending, stable=True)`.
public struct ArgSort: Operation {
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

  public var name: String { "argsort" }
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
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try Order.places(operands[0], plan.scan, descending: descending, execution), ())
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil]
  }
}
