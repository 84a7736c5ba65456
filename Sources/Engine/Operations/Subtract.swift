/// a − b, element by element with broadcasting. PyTorch: `torch.sub(a, b)`.
public struct Subtract: BinaryElementwise {
  public init() {}

  public var name: String { "-" }

  public func value<T: FloatingScalar>(_ a: T, _ b: T) -> T { a - b }
  public func slopeByA<T: FloatingScalar>(_ a: T, _ b: T) -> T { 1 }
  public func slopeByB<T: FloatingScalar>(_ a: T, _ b: T) -> T { -1 }
}
