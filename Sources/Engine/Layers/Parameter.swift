/// A tensor that belongs to a layer.
public struct Parameter: Sendable {
  public enum Role: Sendable {
    /// Training changes it along its gradient.
    case learned
    /// It follows the data: the running mean and variance of a batch normalisation.
    case statistic
  }

  public var tensor: Tensor
  public let role: Role
  /// What the learning rate is multiplied by for this parameter.
  public var rateFactor: Double
  /// Whether it stays as it is: its gradient is zero, and no optimizer changes it.
  public var isFrozen = false

  public init(_ tensor: Tensor, role: Role = .learned, rateFactor: Double = 1) {
    (self.tensor, self.role, self.rateFactor) = (tensor, role, rateFactor)
  }

  /// Whether a gradient is wanted of it.
  public var isTrainable: Bool { role == .learned && !isFrozen }
}

/// The numbers that a layer begins with: a function of its seed alone.
struct InitialWeights {
  private var generator: RandomGenerator
  private let rateFactor: Double

  init(seed: UInt64, rateFactor: Double) {
    (generator, self.rateFactor) = (RandomGenerator(seed: seed), rateFactor)
  }

  /// Evenly spread within 1 / √inputs, as PyTorch's convolutions and linear layers begin (He et al. 2015 with a = √5).
  /// - Throws: `TensorError.memory`, `cancelled`.
  mutating func uniform(
    _ shape: Shape, inputs: Int, in execution: Execution
  ) throws(TensorError) -> Parameter {
    let bound = 1 / Double(max(inputs, 1)).squareRoot()
    var generator = generator
    let tensor = try Tensor(generating: shape, in: execution) { _ in bound * (2 * generator.uniform() - 1) }
    self.generator = generator
    return Parameter(tensor, rateFactor: rateFactor)
  }
}
