/// Curves in a frame, as data: a front end draws them.
package struct Plot: Sendable {
  package struct Series: Sendable {
    package var name: String
    package var x: [Double]
    package var y: [Double]

    package init(name: String = "", x: [Double], y: [Double]) {
      (self.name, self.x, self.y) = (name, x, y)
    }
  }

  package var title: String
  package var xLabel: String
  package var series: [Series]
  /// Where a vertical line marks a place on the x axis.
  package var mark: Double?

  package init(title: String = "", xLabel: String = "", series: [Series], mark: Double? = nil) {
    (self.title, self.xLabel, self.series, self.mark) = (title, xLabel, series, mark)
  }

  /// From the smallest to the largest finite number, wider where that is no interval; nil where there is none.
  package var xRange: ClosedRange<Double>? { Plot.range(series.map(\.x), margin: 0) }
  package var yRange: ClosedRange<Double>? { Plot.range(series.map(\.y), margin: 0.04) }

  private static func range(_ numbers: [[Double]], margin: Double) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers.joined() where number.isFinite {
      (low, high) = (min(low, number), max(high, number))
    }
    guard low <= high else { return nil }
    // Halves first: the difference of two large numbers need not be finite.
    let half = (high / 2 - low / 2)
    let room = half > 0 ? 2 * half * margin : max(abs(low) * 0.1, 0.5)
    return max(low - room, -.greatestFiniteMagnitude)...min(high + room, .greatestFiniteMagnitude)
  }

  /// Round numbers within a range: multiples of 1, 2 or 5 times a power of ten; about as many as `count`.
  package static func ticks(_ range: ClosedRange<Double>, about count: Int) -> [Double] {
    let length = range.upperBound / Double(count) - range.lowerBound / Double(count)
    guard length > 0, length.isFinite else { return [range.lowerBound] }
    let power = Plot.power(of: length)
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

  /// A tick as it is written: as many digits as tell the ticks apart.
  package static func label(_ tick: Double) -> String { Formatter.number(tick, digits: 5) }
}
