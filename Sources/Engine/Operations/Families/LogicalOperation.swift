import CKernels

/// An operation on truths, element by element with broadcasting. Operands: bool; of numbers each counts as true that is not
/// 0. The result is bool, and there is no gradient.
public protocol LogicalOperation: Operation where Plan == Shape, Saved == Void {
  /// What computes the bytes 1 and 0 of the result on vector units.
  var kernel: ElementKernel { get }
  /// The same for one element, in plain loops.
  /// - Parameters:
  ///   - a: an element of the first operand.
  ///   - b: the element of the second operand that meets it; `a` again where there is one operand.
  /// - Returns: the element of the result.
  func value(_ a: Bool, _ b: Bool) -> Bool
}

extension LogicalOperation {
  public var integers: IntegerRule { .keep }

  /// - Parameter given: the types of the operands.
  /// - Returns: bool for each.
  public func operandTypes(_ given: [DType]) -> [DType] { given.map { _ in .bool } }

  /// - Parameter operands: the shapes of the operands.
  /// - Returns: the shape that they are repeated to fill.
  /// - Throws: `TensorError.shapes` when two extents differ and neither is 1.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    operands.count == 1 ? operands[0] : try Broadcast.shape(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let a = try operands[0].truths()
    let b = operands.count > 1 ? try operands[1].truths() : nil
    guard execution.usesReference else {
      return (try kernel.map(a, b, into: shape, of: .float32, execution), ())
    }
    return (try Broadcast.map(a, b ?? a, into: shape, as: Bool.self, execution) { value($0, $1) }, ())
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    needs.map { _ in nil }
  }
}
