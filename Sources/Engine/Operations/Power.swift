/// a to the power b, element by element with broadcasting. PyTorch: `torch.pow(a, b)`.
///
/// a⁰ is 1 for every a, and a negative number to a fractional power is NaN. The gradient by a is b · aᵇ⁻¹, and 0 where
/// b is 0. The gradient by b is aᵇ · ln a: 0 where a is 0 and b ≥ 0, NaN where a is negative.
public struct Power: BinaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "^" }
  public var integers: IntegerRule { .compute }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    if operands[1].dtype == .int64, operands[1].holds({ $0 < 0 }) {
      throw TensorError(
        .dtype, "a negative power of int64 is not a whole number",
        operands: [.init(1, "\(operands[1].shape)")],
        help: "f32(x) ^ -1 computes with floating-point numbers")
    }
    return try forwardElements(operands, shape, execution)
  }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { b == 2 ? a * a : T.pow(a, b) }

  public func value(_ a: Int64, _ b: Int64) -> (partialValue: Int64, overflow: Bool) {
    a.powerReportingOverflow(b)
  }

  /// Squares and cubes are what losses are made of, so they do not pay for the general power.
  /// - Parameters:
  ///   - a: the base.
  ///   - b: the exponent.
  /// - Returns: b · aᵇ⁻¹, and 0 where b is 0.
  public func derivativeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T {
    if b == 2 { return 2 * a }
    return b == 0 ? 0 : b * (b == 3 ? a * a : T.pow(a, b - 1))
  }

  public func derivativeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T {
    a == 0 && b >= 0 ? 0 : T.pow(a, b) * T.log(a)
  }
}
