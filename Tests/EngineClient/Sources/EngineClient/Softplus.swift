import Engine

/// log(1 + eˣ), element by element: a smooth relu. PyTorch: `F.softplus(x)`.
public struct Softplus: UnaryElementwise {
  public init() {}

  public var name: String { "softplus" }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    // Of a large x the exponential would overflow, and the 1 is lost anyway.
    x > 30 ? x : T.log(1 + T.exp(x))
  }

  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 1 / (1 + T.exp(-x)) }
}
