/// How much rounding moves the values of a function about, estimated from values at equally spaced points.
///
/// Differences of high order take away what is smooth and leave the noise: of differences of order k of independent
/// errors with the standard deviation σ, the mean square is σ²·(2k)!/(k!)² (Moré and Wild, "Estimating computational
/// noise", 2011).
package enum RoundingNoise {
  /// How many values an estimate wants.
  package static let count = 8

  /// The largest relative error of one rounding to nearest.
  package static func unitRoundoff(_ dtype: DType) -> Double { dtype == .float32 ? 0x1p-24 : 0x1p-53 }

  /// The standard deviation of the noise in finite values, and whether they show it: values that mostly equal their
  /// neighbours lie too near to each other, and tell nothing.
  static func estimate(_ values: [Double]) -> (deviation: Double, isSeen: Bool) {
    var differences = values
    var (smallest, binomial) = (Double.infinity, 1.0)
    var equal = 0
    for order in 1..<values.count {
      differences = zip(differences.dropFirst(), differences).map { $0 - $1 }
      if order == 1 { equal = differences.count { $0 == 0 } }
      // (2k)! / (k!)², by the quotient of one and the next.
      binomial *= Double(2 * (2 * order - 1)) / Double(order)
      guard order >= 2, differences.count >= 3 else { continue }
      let square = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
      smallest = min(smallest, (square / binomial).squareRoot())
    }
    return (smallest, 2 * equal < values.count - 1)
  }
}
