import Engine

/// Holds an operation's gradient against central differences in float64.
///
/// The result's elements are weighted differently, so that none can stand in for another.
public enum GradientCase {
  /// The largest difference between the tape's gradient and central differences over the elements of every operand:
  /// |analytic − numeric| / max(1, |numeric|). Operands are taken as float64.
  /// - Parameter most: where an operand has more elements, so many of them, spread over all.
  public static func worstDifference(
    _ operands: [Tensor], step: Double = 1e-5, atMost most: Int = .max,
    _ function: ([Tensor]) throws -> Tensor
  ) throws -> Double {
    let operands = try operands.map { try $0.converted(to: .float64) }
    let analytic = try analyticGradients(operands, function)
    var worst = 0.0
    for (position, operand) in operands.enumerated() {
      for index in indices(operand.count, atMost: most) {
        func value(_ offset: Double) throws -> Tensor {
          var moved = operands
          try moved[position].setElement(index, to: operand.element(index) + offset)
          return try function(moved)
        }
        let numeric = weightedDifference(try value(step), try value(-step)) / (2 * step)
        let difference = abs(analytic[position].element(index) - numeric) / max(1, abs(numeric))
        worst = max(worst, difference.isNaN ? .infinity : difference)
      }
    }
    return worst
  }

  /// All indices, or some, in steps of a prime that no extent shares, so that every row and column has its turn.
  private static func indices(_ count: Int, atMost most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * 7919 % count }
  }

  /// The difference of two weighted sums, element by element, so that what stays the same cannot blur it.
  private static func weightedDifference(_ a: Tensor, _ b: Tensor) -> Double {
    (0..<a.count).reduce(0) { $0 + weight($1) * (a.element($1) - b.element($1)) }
  }

  /// The gradients of the weighted sum by each operand, as the tape has them.
  public static func analyticGradients(
    _ operands: [Tensor], in execution: Execution = Execution(), _ function: ([Tensor]) throws -> Tensor
  ) throws -> [Tensor] {
    let tape = Tape()
    defer { tape.close() }
    let watched = try operands.map { try tape.watch($0) }
    let result = try function(watched)
    let seed = try Tensor((0..<result.count).map(weight), result.shape).converted(to: result.dtype)
    return try tape.gradients(of: result, seed: seed, by: watched, in: execution)
  }

  /// The weight of an element, by its flat position.
  public static func weight(_ index: Int) -> Double { 0.5 + Double((index * 37) % 19) / 10 }
}
