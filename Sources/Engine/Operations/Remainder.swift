/// a − b · ⌊a / b⌋, element by element with broadcasting: the remainder with the sign of b, as Python's `%` and NumPy's
/// `remainder` (a zero has it too, which PyTorch gives the sign of a); NaN where b is 0. The gradient by a is 1 and by b
/// −⌊a / b⌋, also at the jumps. PyTorch: `torch.remainder(a, b)`.
public struct Remainder: BinaryElementwise {
  public init() {}

  public var name: String { "%" }

  @inlinable
  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T {
    let rest = a.truncatingRemainder(dividingBy: b)
    if rest == 0 { return T(signOf: b, magnitudeOf: rest) }
    return (rest < 0) != (b < 0) ? rest + b : rest
  }

  public func slopeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { 1 }

  public func slopeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T {
    // Rounded, because a − value is a multiple of b that was rounded, and its floor could fall one short.
    b == 0 ? -(a / b) : -((a - value(a, b)) / b).rounded(.toNearestOrEven)
  }
}
