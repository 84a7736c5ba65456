/// Each element is dropped with a probability p, and the others are multiplied by 1 / (1 − p), so that the expected value
/// stays (Srivastava et al. 2014, in the inverted form). The gradient goes the same way.
///
/// Which elements are dropped is a function of the seed and of the element's place, whatever its type. p = 1 drops all.
/// The pullback makes the draws again instead of keeping them.
/// PyTorch: `F.dropout(x, p, training=True)`; its draws are others.
public struct Dropout: Operation {
  /// The probability that an element is dropped.
  public static let probability = OptionKey(
    "p", default: 0.5, limits: .within(0...1), style: .positional, "the probability that a number is dropped")

  /// The probability that an element is dropped, between 0 and 1.
  public let probability: Double
  /// What decides, together with an element's place, whether it is dropped.
  public let seed: UInt64

  /// - Parameters:
  ///   - probability: the probability that an element is dropped, between 0 and 1.
  ///   - seed: the same one drops the same places.
  public init(probability: Double = Dropout.probability.standard, seed: UInt64) {
    (self.probability, self.seed) = (probability, seed)
  }

  /// Takes its seed from a generator, by one draw.
  /// - Parameters:
  ///   - probability: the probability that an element is dropped, between 0 and 1.
  ///   - generator: where the seed is drawn from.
  public init(
    probability: Double = Dropout.probability.standard, drawingFrom generator: inout RandomGenerator
  ) {
    self.init(probability: probability, seed: generator.next())
  }

  public var name: String { "dropout" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape.
  /// - Throws: `option` unless the probability lies between 0 and 1.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    try Dropout.probability.check(probability)
    return operands[0]
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try masked(operands[0], execution), ())
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try masked(gradient, execution)]
  }

  private func masked(_ x: Tensor, _ execution: Execution) throws(TensorError) -> Tensor {
    x.dtype == .float32
      ? try masked(x, as: Float.self, execution) : try masked(x, as: Double.self, execution)
  }

  private func masked<T: FloatingScalar>(
    _ x: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    let factor = T(Dropout.factor(probability))
    try x.read(as: T.self) { x throws(TensorError) in
      try result.write(as: T.self) { result throws(TensorError) in
        for start in stride(from: 0, to: x.count, by: Dropout.piece) {
          try execution.checkCancelled()
          var draws = generator(of: start / Dropout.piece)
          for i in start..<min(start + Dropout.piece, x.count) {
            result[i] = x[i] * (draws.uniform() >= probability ? factor : 0)
          }
        }
      }
    }
    return result
  }

  private static func factor(_ probability: Double) -> Double { probability < 1 ? 1 / (1 - probability) : 0 }

  /// Elements that share a generator; each piece has its own, so that pieces can be worked on in any order.
  private static let piece = 1 << 16

  private func generator(of piece: Int) -> RandomGenerator {
    RandomGenerator(seed: seed &+ UInt64(truncatingIfNeeded: piece))
  }

  /// What the element at a flat position, counted from 0, is multiplied by; for explanations.
  package func factor(at position: Int) -> Double {
    var draws = generator(of: position / Dropout.piece)
    for _ in 0..<position % Dropout.piece { _ = draws.next() }
    return draws.uniform() >= probability ? Dropout.factor(probability) : 0
  }
}
