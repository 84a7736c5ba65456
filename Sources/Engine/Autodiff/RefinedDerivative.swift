/// The derivative of a function of one number from its values alone, and how far it may be off.
///
/// Central differences are taken with steps from coarse to fine, since no step fits all functions: one that is too long
/// leaves the function's own scale, and one that is too short sees nothing but rounding. Each window of steps h, h/2 and
/// h/4 is extrapolated to a step of 0 (Richardson; Ridders 1982, "Accurate computation of F′(x) and F′(x)F″(x)"), and
/// bounded by how fast its differences converge and by the rounding that values in the window show.
package struct RefinedDerivative: Sendable, Equatable {
  package let value: Double
  /// ∞ where the values near the point are no numbers, or come to no derivative.
  package let error: Double
  /// Whether a given analytic derivative may be the right one.
  package let agrees: Bool

  /// An analytic derivative is right for certain where it is met with an error of this share of it.
  private static let certain = 1e-5

  /// - Parameters:
  ///   - analytic: the derivative to be held against the values.
  ///   - allowance: by how much the two may differ beyond the error.
  ///   - reach: how large the numbers are that the function takes, x among them.
  ///   - single: how far roundings inside the function move its value, where values alone do not show it.
  package init<Failure: Error>(
    at x: Double, analytic: Double, allowance: Double, reach: Double = 1, single: Double = 0,
    _ function: (Double) throws(Failure) -> Double
  ) throws(Failure) {
    func isMet(_ estimate: Estimate) -> Bool {
      estimate.error <= RefinedDerivative.certain * abs(analytic)
        && abs(analytic - estimate.value) <= estimate.error + allowance
    }
    var windows: [StepWindow] = []
    for step in RefinedDerivative.steps(at: x) {
      let window = try StepWindow(at: x, step: step, single: single, function)
      if !window.isUnseen, let estimate = window.estimate(noise: window.noise), isMet(estimate) {
        (value, error, agrees) = (estimate.value, estimate.error, true)
        return
      }
      windows.append(window)
    }
    windows.sort { $0.step > $1.step }
    // Values that do not change do not tell how coarsely they are rounded: longer steps do, and else the function's own
    // size around the point.
    var noise = 0.0
    if analytic != 0, windows.contains(where: \.isUnseen) {
      let reach = max(1, abs(x), reach)
      for place in [x - reach, x - reach / 2, x, x + reach / 2, x + reach] {
        let value = try function(place)
        if value.isFinite { noise = max(noise, RoundingNoise.unitRoundoff(.float64) * abs(value) / 2) }
      }
    }
    var estimates: [Estimate] = []
    for window in windows {
      if window.noise.isFinite { noise = max(noise, window.noise) }
      if let estimate = window.estimate(noise: window.isUnseen ? noise : window.noise) {
        estimates.append(estimate)
      }
    }
    let best = estimates.first(where: isMet) ?? estimates.min { $0.error < $1.error } ?? (.nan, .infinity)
    (value, error) = best
    agrees = abs(analytic - value) <= error + allowance
  }

  typealias Estimate = (value: Double, error: Double)

  /// The longest step of each window: of a size for numbers near 1, then of the point's own.
  private static func steps(at x: Double) -> [Double] {
    guard x.isFinite else { return [] }
    let size = max(1, abs(x))
    // The middle first: there most functions are smooth and rounding is small.
    var steps = [2, 1, 3, 0, 4, 5, 6, 7, 8].map {
      size * Double(sign: .plus, exponent: -3 - 4 * $0, significand: 1)
    }
    if x != 0, abs(x) < 1 {
      steps += (0..<6).map { abs(x) * Double(sign: .plus, exponent: -3 - 4 * $0, significand: 1) }
    }
    return steps.filter { x + $0 / 16 != x && x - $0 / 16 != x }
  }
}

/// Central differences with three steps, each half of the one before it, and the rounding in their values.
private struct StepWindow {
  let step: Double
  /// With h, h/2 and h/4; no numbers where a value is none.
  private let quotients: [Double]
  /// The standard deviation of the rounding in the values.
  let noise: Double
  /// Whether values on one side of the point mostly equal their neighbours, and so show nothing of the rounding.
  let isUnseen: Bool

  /// Errors of so many standard deviations are rounding.
  private static let deviations = 6.0

  init<Failure: Error>(
    at x: Double, step: Double, single: Double, _ function: (Double) throws(Failure) -> Double
  ) throws(Failure) {
    self.step = step
    var values: [Double] = []
    var quotients: [Double] = []
    for part in [1.0, 2, 4] {
      let (above, below) = (x + step / part, x - step / part)
      let ends = (above: try function(above), below: try function(below))
      quotients.append((ends.above - ends.below) / (above - below))
      values += [ends.above, ends.below]
      guard ends.above.isFinite, ends.below.isFinite else { break }
    }
    self.quotients = quotients
    guard values.allSatisfy(\.isFinite) else {
      (noise, isUnseen) = (.infinity, false)
      return
    }
    let largest = values.map { abs($0) }.max() ?? 0
    var (noise, isUnseen) = (max(single, RoundingNoise.unitRoundoff(.float64) * largest / 2), false)
    // One side at a time: a kink or a jump at the point is not to be taken for rounding.
    for sign in [1.0, -1] {
      var beside: [Double] = []
      for place in 0..<RoundingNoise.count {
        beside.append(try function(x + sign * step * (0.5 + Double(place) / Double(2 * RoundingNoise.count))))
      }
      let estimate = RoundingNoise.estimate(beside)
      // Values that mostly equal their neighbours are rounded more coarsely than they differ.
      noise = max(noise, estimate.isSeen ? estimate.deviation : (beside.max() ?? 0) - (beside.min() ?? 0))
      if !estimate.isSeen { isUnseen = true }
    }
    (self.noise, self.isUnseen) = (noise, isUnseen)
  }

  /// The derivative and how far it may be off; nil where the values tell none.
  func estimate(noise: Double) -> RefinedDerivative.Estimate? {
    guard quotients.count == 3, noise.isFinite, quotients.allSatisfy(\.isFinite) else { return nil }
    // Of the shortest step's quotient, a difference of two values divided by half of the longest step.
    let rounding = StepWindow.deviations * noise * 2 * 2.0.squareRoot() / step
    let (first, second) = (quotients[0] - quotients[1], quotients[1] - quotients[2])
    var best: RefinedDerivative.Estimate?
    if abs(second) <= rounding {
      best = (quotients[2], abs(second) + rounding)
    } else if first / second > 1.05 {
      // Differences in a geometric series: what is still to come is their sum.
      best = (quotients[2], 2 * abs(second) / (first / second - 1) + rounding)
    }
    // A smooth function's differences are a series in h²: each is a quarter of the one before it.
    guard abs(first - 4 * second) <= 1.5 * abs(second) + 2 * rounding else { return best }
    let (coarse, fine) = ((4 * quotients[1] - quotients[0]) / 3, (4 * quotients[2] - quotients[1]) / 3)
    let extrapolated = (16 * fine - coarse) / 15
    let error = abs(extrapolated - fine) + 1.5 * rounding
    return error < best?.error ?? .infinity ? (extrapolated, error) : best
  }
}
