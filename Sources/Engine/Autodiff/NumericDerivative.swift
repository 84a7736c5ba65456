/// The derivative of a function of one number by central differences, in float64, and how far it may be off.
package struct NumericDerivative: Sendable, Equatable {
  /// (f(x + h) − f(x − h)) / 2h.
  package let value: Double
  /// How much the same with 2h differs, and what rounding may leave of it: about this much it may be off where the
  /// function is smooth. At a kink it is small, though the value is no derivative.
  package let error: Double
  package let step: Double

  /// Values are right to some roundings of their own size: so many are allowed for.
  private static let roundings = 16.0

  package init<Failure: Error>(
    at x: Double, _ function: (Double) throws(Failure) -> Double
  ) throws(Failure) {
    step = CentralDifferences.defaultStep(at: x)
    let near = (above: try function(x + step), below: try function(x - step))
    let far = (above: try function(x + 2 * step), below: try function(x - 2 * step))
    value = (near.above - near.below) / (2 * step)
    let wide = (far.above - far.below) / (4 * step)
    let roundoff = RoundingNoise.unitRoundoff(.float64) * (abs(near.above) + abs(near.below))
    error = abs(value - wide) + NumericDerivative.roundings * roundoff / (2 * step)
  }

  /// The value, or 0 where it is nothing but error.
  package var shown: Double { abs(value) <= error ? 0 : value }

  /// Whether an analytic derivative is another one: by more than this may be off, and by more than a thousandth.
  package func differs(from analytic: Double) -> Bool {
    guard analytic != value else { return false }
    return !(abs(analytic - value) <= error + 1e-3 * max(abs(analytic), abs(value)))
  }
}
