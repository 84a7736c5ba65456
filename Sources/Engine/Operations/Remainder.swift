/// a − b · ⌊a / b⌋, element by element with broadcasting: the remainder with the sign of b, as Python's `%` and NumPy's
/// `remainder` (a zero has it too, which PyTorch gives the sign of a); NaN where b is 0. The gradient by a is 1 and by b
/// −⌊a / b⌋, also at the jumps. PyTorch: `torch.remainder(a, b)`.
public struct Remainder: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "%" }
  public var integers: IntegerRule { .compute }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    if operands[1].dtype == .int64, operands[1].holds({ $0 == 0 }) {
      throw TensorError(
        .dtype, "the remainder of an int64 division by 0 is undefined",
        operands: [.init(1, "\(operands[1].shape)")], help: "f32(x) % 0 is nan")
    }
    return try forwardElements(operands, shape, execution)
  }

  @inlinable
  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T {
    let rest = a.truncatingRemainder(dividingBy: b)
    if rest == 0 { return T(signOf: b, magnitudeOf: rest) }
    return (rest < 0) != (b < 0) ? rest + b : rest
  }

  public func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool) {
    (a.remainderRoundingDown(b), false)
  }

  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { 1 }

  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T {
    // The quotient by an infinity is 0 or, where the signs differ, rounds down to −1.
    if b.isInfinite, a.isFinite { return a != 0 && (a < 0) != (b < 0) ? 1 : 0 }
    // Rounded, because a − value is a multiple of b that was rounded, and its floor could fall one short.
    return b == 0 ? -(a / b) : -((a - value(a, b)) / b).rounded(.toNearestOrEven)
  }
}
