/// A function on one side of a point: samples at distances that grow two- or fourfold, the nearest first.
struct FunctionSide {
  /// The sample at the point itself.
  let point: FunctionSample
  /// −1 on the left, 1 on the right.
  let sign: Double
  /// As far as values are finite.
  private(set) var samples: [FunctionSample]
  /// The standard deviation of the rounding in the values.
  let noise: Double
  private let roundoff: Double

  /// Errors of so many standard deviations are rounding.
  private static let deviations = 8.0

  init<Failure: Error>(
    _ point: FunctionSample, sign: Double, distances: [Double], roundoff: Double, rounding: Double,
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) {
    (self.point, self.sign, self.roundoff) = (point, sign, roundoff)
    samples = []
    for distance in distances {
      let sample = try function(point.x + sign * distance)
      guard sample.value.isFinite else { break }
      samples.append(sample)
    }
    noise = max(rounding, try FunctionSide.noise(samples, point, sign, roundoff, function))
  }

  /// Seen at points close to each other, and at points further apart as long as the values do not tell them apart.
  private static func noise<Failure: Error>(
    _ samples: [FunctionSample], _ point: FunctionSample, _ sign: Double, _ roundoff: Double,
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) -> Double {
    guard let first = samples.first, let last = samples.last else { return 0 }
    let least = roundoff * max(abs(point.value), abs(first.value))
    let (start, reach) = (abs(first.x - point.x), abs(last.x - point.x))
    var spacing = start / 8
    while start + spacing * Double(RoundingNoise.count) <= max(reach, 2 * start) {
      var values: [Double] = []
      for step in 0..<RoundingNoise.count {
        let value = try function(point.x + sign * (start + spacing * Double(step))).value
        if value.isFinite { values.append(value) }
      }
      guard values.count == RoundingNoise.count else { break }
      let estimate = RoundingNoise.estimate(values)
      // Where the derivative is 0, equal values are what is to be expected.
      if estimate.isSeen || first.derivative == 0 { return max(estimate.deviation, least) }
      spacing *= 16
    }
    return least
  }

  func distance(_ index: Int) -> Double { abs(samples[index].x - point.x) }
  func change(_ index: Int) -> Double { samples[index].value - point.value }

  /// The derivative towards the right, right beside the point.
  var derivative: Double { samples[0].derivative }

  /// Whether the samples next to the point are bit for bit what it is, with a derivative of 0.
  var isConstant: Bool {
    samples.count > 2 && samples.prefix(3).allSatisfy { $0.isConstant(with: samples[0]) }
  }

  /// How far the value right beside the point is from the value at it, which no derivative explains and no step makes
  /// smaller; nil where there is no such jump.
  var jump: Double? {
    guard samples.count > 2 else { return nil }
    let steepest = max(finite(point.derivative), finite(samples[0].derivative))
    let rounding = isConstant ? 0 : FunctionSide.deviations * noise
    let near = change(0)
    guard abs(near) > 2 * steepest * distance(0) + rounding else { return nil }
    // Further away nothing is added but what the derivatives there account for.
    let isKept = samples.indices.prefix(5).allSatisfy { index in
      abs(change(index) - near) <= abs(near) / 2
        + (index > 2 ? 2 * finite(samples[index].derivative) * distance(index) : 0)
    }
    return isKept ? near : nil
  }

  private func finite(_ derivative: Double) -> Double { derivative.isFinite ? abs(derivative) : 0 }

  /// Without the samples that lie nearer than `distance`.
  func beyond(_ distance: Double) -> FunctionSide {
    var side = self
    side.samples = samples.filter { abs($0.x - point.x) > distance }
    return side
  }

  // MARK: Derivatives

  /// A derivative that agrees with the values, and how far it may be off.
  struct Estimate {
    let value: Double
    let error: Double
  }

  /// The derivative beside the point, where the changes of the value agree with it; nil where they do not, or where the
  /// derivatives of the samples do not converge.
  func confirmedDerivative(_ tolerance: Double) -> Estimate? {
    guard samples.count > 6, isSettled(tolerance) else { return nil }
    // Changes from the nearest sample on: what the point itself has to say of is a jump.
    var (best, spread) = (Double.infinity, 0.0)
    for index in samples.indices.dropFirst() {
      spread = max(spread, abs(samples[index].derivative - derivative))
      let width = distance(index) - distance(0)
      let rounding = max(noise, roundoff * abs(samples[index].value))
      let error = spread + 2 * FunctionSide.deviations * rounding / width
      guard abs(sign * (change(index) - change(0)) - derivative * width) <= error * width else { break }
      best = min(best, error)
    }
    return best.isFinite ? Estimate(value: derivative, error: best) : nil
  }

  /// Whether the derivatives converge: the nearer the point, the less they change.
  func isSettled(_ tolerance: Double) -> Bool {
    guard samples.count > 6, samples.prefix(7).allSatisfy({ $0.derivative.isFinite }) else { return false }
    let (near, far) = (
      abs(samples[0].derivative - samples[2].derivative), abs(samples[4].derivative - samples[6].derivative)
    )
    return near <= far / 2 || near <= tolerance * max(abs(derivative), tolerance * steepest)
  }

  /// Whether the derivatives grow the more, the nearer the point.
  var isUnbounded: Bool {
    samples.count > 6
      && (0..<6).allSatisfy { abs(samples[$0].derivative) > 1.02 * abs(samples[$0 + 1].derivative) }
  }

  /// The limit of the difference quotients, without regard to the derivatives; nil where they do not converge.
  var numericDerivative: Estimate? {
    let quotients = samples.indices.map { sign * change($0) / distance($0) }
    guard quotients.count > 4, let largest = quotients.map({ abs($0) }).max() else { return nil }
    var best: Estimate?
    for index in quotients.indices.dropLast(2) {
      let error =
        abs(quotients[index] - quotients[index + 1]) + abs(quotients[index + 1] - quotients[index + 2])
        + FunctionSide.deviations * noise / distance(index)
      if error < best?.error ?? .infinity { best = Estimate(value: quotients[index], error: error) }
    }
    return best.flatMap { $0.error <= 0.02 * largest ? $0 : nil }
  }

  /// The largest derivative among the samples, without its sign.
  var steepest: Double { samples.map { finite($0.derivative) }.max() ?? 0 }
}
