import Engine

/// Holds an operation's gradient against central differences in float64.
///
/// The result's elements are weighted differently, so that none can stand in for another.
public enum GradientCase {
  /// The largest difference between the tape's gradient and central differences over every element of every operand:
  /// |analytic − numeric| / max(1, |numeric|). Operands are taken as float64.
  public static func worstDifference(
    _ operands: [Tensor], step: Double = 1e-5, _ function: ([Tensor]) throws -> Tensor
  ) throws -> Double {
    let operands = try operands.map { try $0.converted(to: .float64) }
    let analytic = try analyticGradients(operands, function)
    var worst = 0.0
    for (position, operand) in operands.enumerated() {
      for index in 0..<operand.count {
        func value(_ offset: Double) throws -> Double {
          var moved = operands
          try moved[position].setElement(index, to: operand.element(index) + offset)
          return weightedSum(try function(moved))
        }
        let numeric = (try value(step) - value(-step)) / (2 * step)
        let difference = abs(analytic[position].element(index) - numeric) / max(1, abs(numeric))
        worst = max(worst, difference.isNaN ? .infinity : difference)
      }
    }
    return worst
  }

  /// The gradients of the weighted sum by each operand, as the tape has them.
  public static func analyticGradients(
    _ operands: [Tensor], _ function: ([Tensor]) throws -> Tensor
  ) throws -> [Tensor] {
    let tape = Tape()
    defer { tape.close() }
    let watched = try operands.map { try tape.watch($0) }
    let result = try function(watched)
    let seed = try Tensor((0..<result.count).map(weight), result.shape).converted(to: result.dtype)
    return try tape.gradients(of: result, seed: seed, by: watched)
  }

  public static func weightedSum(_ tensor: Tensor) -> Double {
    (0..<tensor.count).reduce(0) { $0 + weight($1) * tensor.element($1) }
  }

  private static func weight(_ index: Int) -> Double { 0.5 + Double((index * 37) % 19) / 10 }
}
