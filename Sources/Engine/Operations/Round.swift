import CKernels

/// The nearest number with so many decimals, halves to the one whose last digit is even, element by element; whole numbers
/// by default, tens with −1. The gradient is zero everywhere, as a staircase is flat between its steps. int64 stays what
/// it is; its tens and hundreds are exact. PyTorch: `torch.round(x, decimals)`, `np.round` for int64.
public struct Round: UnaryElementwise {
  /// How many digits are left behind the point.
  public static let decimals = OptionKey(
    "decimals", default: 0, limits: .within(-400...400),
    "how many decimals are kept; -1 rounds to tens")

  /// How many digits are left behind the point.
  public let decimals: Int

  /// - Parameter decimals: how many digits are left behind the point; −1 for tens.
  public init(decimals: Int = Round.decimals.standard) { self.decimals = decimals }

  public var name: String { "round" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var kernel: ElementKernel? { decimals == 0 ? ElementKernel(fovea_element_round) : nil }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape.
  /// - Throws: `TensorError.option` for more decimals than any number has.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    try Round.decimals.check(decimals)
    return operands[0]
  }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    if decimals == 0 { return x.rounded(.toNearestOrEven) }
    let unit = T.pow(10, T(abs(decimals)))
    guard decimals > 0 else {
      // A unit beyond every number leaves nothing.
      return unit.isFinite ? (x / unit).rounded(.toNearestOrEven) * unit : x.isFinite ? x * 0 : x
    }
    let scaled = x * unit
    // A number whose digits all stay has none to lose.
    return scaled.isFinite ? scaled.rounded(.toNearestOrEven) / unit : x
  }

  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) {
    guard decimals < 0 else { return (x, false) }
    let (unit, isBeyond) = Int64(10).powerReportingOverflow(Int64(-decimals))
    guard !isBeyond else { return (0, decimals == -19 && x.magnitude > 5_000_000_000_000_000_000) }
    // What is left over lies between −unit and unit; from half a unit on, the next multiple is nearer.
    let rest = x % unit
    let multiple = x - rest
    let half = rest.magnitude.multipliedReportingOverflow(by: 2).partialValue
    let isOdd = (multiple / unit) % 2 != 0
    guard half > unit.magnitude || half == unit.magnitude && isOdd else { return (multiple, false) }
    return multiple.addingReportingOverflow(rest < 0 ? -unit : unit)
  }

  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 0 }
}
