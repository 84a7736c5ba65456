import Engine

/// Steps of one size, by the sign of the gradient mixed with its past: c = β₁ · m + (1 − β₁) · g, w ← w − rate · sign(c),
/// m ← β₂ · m + (1 − β₂) · g (Chen et al. 2023, algorithm 2, without weight decay).
public struct Lion: Optimizer {
  public static let learningRate = OptionKey(
    "lr", default: 1e-4, limits: .from(0), style: .positional, "the length of each step")

  public let learningRate: Double
  private let mixing = 0.9
  private let memory = 0.99

  /// - Throws: `option` for a negative learning rate.
  public init(_ learningRate: Double = Lion.learningRate.standard) throws(TensorError) {
    try Lion.learningRate.check(learningRate)
    self.learningRate = learningRate
  }

  public var settings: Settings { Settings("Lion").with(Lion.learningRate, learningRate) }
  public var stateCount: Int { 1 }

  public func updated(
    _ parameter: Tensor, by gradient: Tensor, _ state: inout [Tensor], learningRate: Double, step: Int
  ) throws(TensorError) -> Tensor {
    let (w, g, m) = (parameter.elements, gradient.elements, state[0].elements)
    var (moved, remembered) = (w, m)
    for i in w.indices {
      let mixed = mixing * m[i] + (1 - mixing) * g[i]
      moved[i] -= learningRate * (mixed > 0 ? 1 : mixed < 0 ? -1 : 0)
      remembered[i] = self.memory * m[i] + (1 - self.memory) * g[i]
    }
    state[0] = try Tensor(remembered, parameter.shape).converted(to: parameter.dtype)
    return try Tensor(moved, parameter.shape).converted(to: parameter.dtype)
  }
}
