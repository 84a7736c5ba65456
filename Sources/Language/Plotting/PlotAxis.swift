import Glibc

/// One axis of a plot: which numbers it reaches, and where a number lies on it.
package struct PlotAxis: Sendable, Equatable {
  package enum Scale: String, Sendable, CaseIterable {
    case linear, log
  }

  package let scale: Scale
  package let range: ClosedRange<Double>

  /// - Precondition: on a logarithmic axis the range is positive.
  package init(_ scale: Scale, range: ClosedRange<Double>) {
    precondition(scale == .linear || range.lowerBound > 0, "a logarithm is of positive numbers")
    (self.scale, self.range) = (scale, range)
  }

  /// From the smallest to the largest number that has a place, wider where that is no interval; nil where there is none.
  /// - Parameter margin: the part of its length that is left free at both ends.
  init?(_ scale: Scale, numbers: [[Double]], margin: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers.joined() where number.isFinite && (scale == .linear || number > 0) {
      (low, high) = (min(low, number), max(high, number))
    }
    guard low <= high else { return nil }
    self.scale = scale
    let (least, most) = (Double.leastNormalMagnitude, Double.greatestFiniteMagnitude)
    if scale == .log {
      let factor = high > low ? exp((Glibc.log(high) - Glibc.log(low)) * margin) : 10.0.squareRoot()
      range = max(low / factor, least)...max(min(high * factor, most), least)
      return
    }
    // Halves first: the difference of two large numbers need not be finite.
    let half = high / 2 - low / 2
    let room = half > 0 ? 2 * half * margin : max(abs(low) * 0.1, 0.5)
    range = max(low - room, -most)...min(high + room, most)
  }

  /// The same from or up to 0 where it has one sign, for bars, which begin at 0.
  var withZero: PlotAxis {
    let room = range.upperBound * 0.04 - range.lowerBound * 0.04
    let ends = (range.lowerBound, range.upperBound)
    // What was left free beside the least number is not a number below 0.
    if ends.0 >= 0 || ends.0 + room > 0 {
      return PlotAxis(scale, range: 0...max(ends.1, .leastNormalMagnitude))
    }
    if ends.1 <= 0 || ends.1 - room < 0 { return PlotAxis(scale, range: ends.0...0) }
    return self
  }

  /// Where a number lies: 0 at the lower end, 1 at the upper; nil for one that has no place on it.
  package func place(_ number: Double) -> Double? {
    guard number.isFinite else { return nil }
    if scale == .linear {
      return (number / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
    }
    guard number > 0 else { return nil }
    let low = Glibc.log(range.lowerBound)
    return (Glibc.log(number) - low) / (Glibc.log(range.upperBound) - low)
  }

  /// Numbers to be written beside it, about as many as `count`: round ones, or powers of ten.
  package func ticks(about count: Int) -> [Double] {
    scale == .linear ? PlotAxis.ticks(range, about: count) : powers(about: count)
  }

  /// Ticks as they are written: as many digits as tell them apart, all in one notation where they are evenly spread.
  package func labels(_ ticks: [Double]) -> [String] {
    func isLong(_ tick: Double) -> Bool { tick >= 1e6 || tick < 1e-4 }
    let largest = ticks.reduce(0) { max($0, abs($1)) }
    return ticks.map { tick in
      let isShort = scale == .log ? isLong(abs(tick)) : isLong(largest)
      return isShort && tick != 0 ? NumberFormat.power(tick) : Formatter.number(tick, digits: 5)
    }
  }

  /// Multiples of 1, 2 or 5 times a power of ten within a range; about as many as `count`.
  package static func ticks(_ range: ClosedRange<Double>, about count: Int) -> [Double] {
    let length = range.upperBound / Double(count) - range.lowerBound / Double(count)
    guard length > 0, length.isFinite else { return [range.lowerBound] }
    let power = PlotAxis.power(of: length)
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= length * 0.9999 } ?? length
    guard step.isFinite, step > 0 else { return [range.lowerBound] }
    let first = (range.lowerBound / step).rounded(.up)
    return (0...(count * 3)).map { (first + Double($0)) * step }.filter { range.contains($0) }
      // −0, and 0.30000000000000004, are not what anybody reads.
      .map { abs($0) < step / 1e6 ? 0 : $0 }
  }

  /// The largest power of ten that is not larger.
  private static func power(of number: Double) -> Double {
    var power = 1.0
    while power > number, power > 1e-300 { power /= 10 }
    while power * 10 <= number, power < 1e300 { power *= 10 }
    return power
  }

  /// Powers of ten, every so many; their multiples by 2 and 5 too where there are few; round numbers where there are none.
  private func powers(about count: Int) -> [Double] {
    let (low, high) = (log10(range.lowerBound), log10(range.upperBound))
    let decades = high - low
    let step = max(1, Int(clamping: (decades / Double(max(count, 1))).rounded(.up)))
    let multiples: [Double] = decades * 3 <= Double(count) ? [1, 2, 5] : [1]
    let first = Int(clamping: low.rounded(.down)) / step * step - step
    let ticks = stride(from: first, through: Int(clamping: high.rounded(.up)), by: step)
      .flatMap { exponent in multiples.map { $0 * PlotAxis.tenToThe(exponent) } }
      .filter { range.contains($0) }
    return ticks.count > 1 ? ticks : PlotAxis.ticks(range, about: count).filter { $0 > 0 }
  }

  /// Exact where doubles are: 0.001, not 0.0010000000000000002.
  private static func tenToThe(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
