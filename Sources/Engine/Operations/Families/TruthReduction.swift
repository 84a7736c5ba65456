import Glibc

/// Whether all elements along axes are true, or any of them: bool. Operand: bool; of numbers each counts as true that is
/// not 0, and so does NaN. There is no gradient.
public protocol TruthReduction: AxisReduction where Saved == Void {
  /// The element that settles it: one that is true for any, one that is false for all.
  var decisive: Bool { get }
}

extension TruthReduction {
  public var integers: IntegerRule { .keep }

  /// - Parameter given: the type of the operand.
  /// - Returns: bool.
  public func operandTypes(_ given: [DType]) -> [DType] { [.bool] }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let bytes = try operands[0].truths().asBytes
    guard plan.reducedCount > 0 else { return (try Tensor(filled: decisive ? 0 : 1, plan.result, .bool), ()) }
    if plan.result.count == 1, plan.operand.count == plan.reducedCount {
      let isSettled = try hasDecisive(bytes, execution)
      return (try Tensor(filled: isSettled == decisive ? 1 : 0, plan.result, .bool), ())
    }
    let found = try Extremum.values(bytes, into: plan.kept, largest: decisive, execution)
    return (found.asTruths.viewed(as: plan.result), ())
  }

  /// Whether one of the bytes settles it; what comes behind it is not looked at.
  private func hasDecisive(_ bytes: Tensor, _ execution: Execution) throws(TensorError) -> Bool {
    var isFound = false
    try bytes.read(as: UInt8.self) { bytes throws(TensorError) in
      guard let start = bytes.baseAddress else { return }
      try Broadcast.inChunks(bytes.count, execution) { chunk in
        guard !isFound else { return }
        // The chunk lies within the bytes.
        isFound = memchr(start + chunk.lowerBound, decisive ? 1 : 0, chunk.count) != nil
      }
    }
    return isFound
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil]
  }
}
