/// The larger of a and b, element by element with broadcasting. NaN on either side gives NaN. Where the two are equal
/// the gradient is halved between them. PyTorch: `torch.maximum(a, b)`.
public struct Maximum: BinaryElementwise {
  public init() {}

  public var name: String { "maximum" }
  public var masksGradient: Bool { true }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { a >= b || a != a ? a : b }
  public func slopeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { a == b ? 0.5 : a < b ? 0 : 1 }
  public func slopeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { a == b ? 0.5 : a > b ? 0 : 1 }
}
