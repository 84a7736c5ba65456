/// Curves in a frame, as data: a front end draws them.
package struct Plot: Sendable {
  package struct Series: Sendable {
    package var name: String
    /// As many as `y`; or one more, for bars and steps between edges.
    package var x: [Double]
    package var y: [Double]

    package init(name: String = "", x: [Double], y: [Double]) {
      (self.name, self.x, self.y) = (name, x, y)
    }

    /// Whether each number stands between two edges.
    package var hasEdges: Bool { x.count == y.count + 1 }
  }

  /// How numbers are drawn.
  package enum Kind: String, Sendable, CaseIterable {
    case line, points, bars, steps
  }

  package var title: String
  package var xLabel: String
  package var yLabel = ""
  package var series: [Series]
  package var kind = Kind.line
  package var xScale = PlotAxis.Scale.linear
  package var yScale = PlotAxis.Scale.linear
  /// The ends of the axes; nil: what the numbers ask for.
  package var xLimits: ClosedRange<Double>?
  package var yLimits: ClosedRange<Double>?
  /// Where a vertical line marks a place on the x axis.
  package var mark: Double?
  /// How wide and high it is in a document, in pixels.
  package var size = Size(width: 640, height: 360)

  package struct Size: Sendable, Equatable {
    package var width: Double
    package var height: Double

    package init(width: Double, height: Double) { (self.width, self.height) = (width, height) }
  }

  package init(title: String = "", xLabel: String = "", series: [Series], mark: Double? = nil) {
    (self.title, self.xLabel, self.series, self.mark) = (title, xLabel, series, mark)
  }

  /// The axes that the numbers ask for; nil where no number has a place.
  package var axes: (x: PlotAxis, y: PlotAxis)? {
    let places = series.map(places)
    // A curve may end at the frame; of a point there half would be cut off.
    let margin = kind == .points ? 0.03 : 0
    let found = PlotAxis(xScale, numbers: places.map { $0.flatMap { [$0.low, $0.high] } }, margin: margin)
    guard let x = xLimits.map({ PlotAxis(xScale, range: $0) }) ?? found else { return nil }
    if let yLimits { return (x, PlotAxis(yScale, range: yLimits)) }
    let heights = series.map { series in
      guard let xLimits else { return series.y }
      return zip(self.places(series), series.y).filter {
        xLimits.contains($0.0.low) || xLimits.contains($0.0.high)
      }
      .map(\.1)
    }
    guard let y = PlotAxis(yScale, numbers: heights, margin: 0.04) else { return nil }
    return (x, kind == .bars && yScale == .linear ? y.withZero : y)
  }

  /// The parts of the x axis over which the numbers of a series stand: one number, but for bars and edges.
  package func places(_ series: Series) -> [(low: Double, high: Double)] {
    if series.hasEdges { return zip(series.x, series.x.dropFirst()).map { (min($0, $1), max($0, $1)) } }
    guard kind == .bars else { return series.x.map { ($0, $0) } }
    let half = Plot.spacing(series.x, xScale) / 2
    return series.x.map { xScale == .log ? ($0 / (1 + half), $0 * (1 + half)) : ($0 - half, $0 + half) }
  }

  /// Numbers to be written beside the x axis: the places of bars where there are few, whole ones where all places are whole.
  package func xTicks(_ axis: PlotAxis, about count: Int) -> [Double] {
    let ticks = axis.ticks(about: count)
    guard axis.scale == .linear, !series.contains(where: \.hasEdges) else { return ticks }
    if kind == .bars, let first = series.first, first.x.count <= count + count / 2,
      series.allSatisfy({ $0.x == first.x })
    {
      return Set(first.x.filter { axis.place($0).map { 0...1 ~= $0 } ?? false }).sorted()
    }
    guard series.allSatisfy({ $0.x.allSatisfy { $0 == $0.rounded() || !$0.isFinite } }) else { return ticks }
    let whole = ticks.filter { $0 == $0.rounded() }
    return whole.isEmpty ? ticks : whole
  }

  /// The least distance between two places; 1 where there is none.
  private static func spacing(_ x: [Double], _ scale: PlotAxis.Scale) -> Double {
    let sorted = Set(x.filter(\.isFinite)).sorted()
    let gaps = zip(sorted, sorted.dropFirst()).map { scale == .log ? $1 / $0 - 1 : $1 - $0 }
    return gaps.filter { $0 > 0 && $0.isFinite }.min() ?? 1
  }

  /// What is said below it of numbers that have no place in it.
  package var remarks: [String] {
    let points = series.flatMap { series in zip(series.x, series.y).map { ($0, $1) } }
    let gaps = points.count { !$0.0.isFinite || !$0.1.isFinite }
    func isLost(_ number: Double, _ scale: PlotAxis.Scale) -> Bool { scale == .log && number <= 0 }
    let lost = points.count { isLost($0.0, xScale) || isLost($0.1, yScale) }
    let aside = xLimits.map { limits in points.count { $0.0.isFinite && !limits.contains($0.0) } } ?? 0
    let beyond = yLimits.map { limits in points.count { $0.1.isFinite && !limits.contains($0.1) } } ?? 0
    var remarks: [String] = []
    func add(_ count: Int, _ one: String, _ several: String) {
      if count > 0 { remarks.append("\(count) of \(points.count) points \(count == 1 ? one : several)") }
    }
    add(gaps, "is not finite and leaves a gap", "are not finite and leave gaps")
    add(
      lost, "is not positive and has no place on a logarithmic axis",
      "are not positive and have no place on a logarithmic axis")
    add(aside, "lies beyond xlim", "lie beyond xlim")
    add(beyond, "lies beyond ylim", "lie beyond ylim")
    return remarks
  }
}
