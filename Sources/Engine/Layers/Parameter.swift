/// A tensor that belongs to a layer.
public struct Parameter: Sendable {
  /// Whether a parameter is learned.
  public enum Role: Sendable {
    /// Training changes it along its gradient.
    case learned
    /// It follows the data: the running mean and variance of a batch normalisation.
    case statistic
  }

  /// Whether it is learned, or follows the data.
  public let role: Role
  /// What the learning rate is multiplied by for this parameter.
  public var learningRateMultiplier: Double
  /// Whether it stays as it is: its gradient is zero, and no optimizer changes it.
  public var isFrozen = false
  private var own: Tensor
  private var shared: SharedStatistic?

  /// - Parameters:
  ///   - tensor: what it begins with.
  ///   - role: whether it is learned, or follows the data.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for this parameter.
  public init(
    _ tensor: Tensor, role: Role = .learned,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  ) {
    (own, self.role, self.learningRateMultiplier) = (tensor, role, learningRateMultiplier)
  }

  /// Of a statistic that copies of its layer share, what it has become so far.
  public var tensor: Tensor {
    get { shared?.tensor ?? own }
    set { (own, shared) = (newValue, nil) }
  }

  /// Whether a gradient is wanted of it.
  public var isTrainable: Bool { role == .learned && !isFrozen }

  /// What a pass that trains makes of a statistic: every copy of its layer goes on from there while they share it.
  mutating func follow(_ next: Tensor) {
    if let shared, shared.isOpen { shared.tensor = next } else { tensor = next }
  }

  /// From now on all copies share the statistic, as long as the tape records.
  mutating func share(on tape: Tape) { shared = SharedStatistic(own, tape) }

  /// Goes on alone, with what the statistic has become.
  mutating func unshare() { tensor = tensor }
}

/// A statistic of a layer whose gradient is being taken. Layers are values, and a network may be called by its parts, by
/// copies of them and in any order: what one call makes of the statistic, the next one finds.
///
/// `@unchecked Sendable` is safe because only the thread that records on its tape reads or changes it.
private final class SharedStatistic: @unchecked Sendable {
  var tensor: Tensor
  private let tape: Tape

  init(_ tensor: Tensor, _ tape: Tape) { (self.tensor, self.tape) = (tensor, tape) }

  var isOpen: Bool { tape.isRecording }
}

/// The numbers that a layer begins with: a function of its seed alone.
struct InitialWeights {
  private var generator: RandomGenerator

  init(seed: UInt64) { generator = RandomGenerator(seed: seed) }

  /// Evenly spread within 1 / √inputs, as PyTorch's convolutions and linear layers begin (He et al. 2015 with a = √5).
  /// - Throws: `TensorError.memory`, `cancelled`.
  mutating func uniform(
    _ shape: Shape, inputs: Int, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let bound = 1 / Double(max(inputs, 1)).squareRoot()
    var generator = generator
    let tensor = try Tensor(generating: shape, in: execution) { _ in bound * (2 * generator.uniform() - 1) }
    self.generator = generator
    return tensor
  }
}
