/// The nearest whole number, halves to the even one, element by element. The gradient is zero everywhere, as a staircase is flat
/// between its steps. PyTorch: `torch.round(x)`.
public struct Round: UnaryElementwise {
  public init() {}

  public var name: String { "round" }
  public var masksGradient: Bool { true }

  public func value<T: FloatingScalar>(_ x: T) -> T { x.rounded(.toNearestOrEven) }
  public func slope<T: FloatingScalar>(_ x: T, _ y: T) -> T { 0 }
}
