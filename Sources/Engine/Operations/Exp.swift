/// e to the power x, element by element. PyTorch: `torch.exp(x)`.
public struct Exp: UnaryElementwise {
  public init() {}

  public var name: String { "exp" }

  public func value<T: FloatingScalar>(_ x: T) -> T { T.exp(x) }
  public func slope<T: FloatingScalar>(_ x: T, _ y: T) -> T { y }
}
