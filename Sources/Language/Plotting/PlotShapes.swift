/// A series of a plot in its frame: x from 0 at the left to 1 at the right, y from 0 at the foot to 1 at the top. What lies outside is
/// cut off.
package struct PlotShapes: Sendable {
  package struct Point: Sendable, Equatable {
    package var x, y: Double

    package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  package struct Bar: Sendable, Equatable {
    package var left, right, foot, top: Double
  }

  package private(set) var lines: [[Point]] = []
  package private(set) var points: [Point] = []
  package private(set) var bars: [Bar] = []

  /// - Parameter index: which series.
  package init(_ plot: Plot, _ index: Int, _ axes: (x: PlotAxis, y: PlotAxis)) {
    let series = plot.series[index]
    switch plot.kind {
    case .line: lines = PlotShapes.inFrame(PlotShapes.parts(series.x, series.y, axes))
    case .steps: lines = PlotShapes.inFrame(PlotShapes.steps(series, axes))
    case .points:
      points = PlotShapes.parts(series.x, series.y, axes).joined().filter { 0...1 ~= $0.x && 0...1 ~= $0.y }
    case .bars:
      let places = plot.places(series)
      let base = max(axes.y.place(axes.y.scale == .log ? axes.y.range.lowerBound : 0) ?? 0, 0)
      // Bars of several series stand beside each other, unless edges say where they end.
      let (own, count) =
        series.hasEdges || plot.series.count == 1 ? (0, 1) : (index, plot.series.count)
      for (place, height) in zip(places, series.y) {
        guard let left = axes.x.place(place.low), let right = axes.x.place(place.high),
          let top = axes.y.place(height), right > 0, left < 1
        else { continue }
        let gap = series.hasEdges ? 0 : (right - left) * 0.1
        let width = (right - left - 2 * gap) / Double(count)
        let start = left + gap + Double(own) * width
        bars.append(
          Bar(
            left: PlotShapes.within(start), right: PlotShapes.within(start + width),
            foot: PlotShapes.within(min(base, top)),
            top: PlotShapes.within(max(base, top))))
      }
    }
  }

  private static func within(_ part: Double) -> Double { min(max(part, 0), 1) }

  /// Points with a place, in parts that are broken where one has none.
  private static func parts(
    _ x: [Double], _ y: [Double], _ axes: (x: PlotAxis, y: PlotAxis)
  ) -> [[Point]] {
    var parts: [[Point]] = [[]]
    for (x, y) in zip(x, y) {
      if let across = axes.x.place(x), let up = axes.y.place(y) {
        parts[parts.count - 1].append(Point(across, up))
      } else if parts.last?.isEmpty == false {
        parts.append([])
      }
    }
    return parts.filter { !$0.isEmpty }.map(thinned)
  }

  /// Each height up to the next place, or between its edges.
  private static func steps(_ series: Plot.Series, _ axes: (x: PlotAxis, y: PlotAxis)) -> [[Point]] {
    var (x, y): ([Double], [Double]) = ([], [])
    for (index, height) in series.y.enumerated() {
      x.append(series.x[index])
      y.append(height)
      if index + 1 < series.x.count {
        x.append(series.x[index + 1])
        y.append(height)
      }
    }
    return parts(x, y, axes)
  }

  /// Of points that fall on one column of any screen the first, the last, the lowest and the highest are enough.
  private static func thinned(_ points: [Point]) -> [Point] {
    let columns = 4096.0
    guard points.count > 8192 else { return points }
    var result: [Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * columns).rounded(.down)
      var (end, lowest, highest) = (start, start, start)
      while end < points.count, (points[end].x * columns).rounded(.down) == column {
        if points[end].y < points[lowest].y { lowest = end }
        if points[end].y > points[highest].y { highest = end }
        end += 1
      }
      for place in Set([start, lowest, highest, end - 1]).sorted() { result.append(points[place]) }
      start = end
    }
    return result
  }

  /// Lines without what lies outside the frame: what holds of heights holds of places with both turned round.
  private static func inFrame(_ parts: [[Point]]) -> [[Point]] {
    func turned(_ parts: [[Point]]) -> [[Point]] { parts.map { $0.map { Point($0.y, $0.x) } } }
    let cut = cut(parts)
    guard cut.joined().contains(where: { !(0...1 ~= $0.x) }) else { return cut }
    return turned(PlotShapes.cut(turned(cut)))
  }

  /// Lines without what lies above or below the frame (Liang and Barsky 1984).
  private static func cut(_ parts: [[Point]]) -> [[Point]] {
    guard parts.joined().contains(where: { !(0...1 ~= $0.y) }) else { return parts }
    var result: [[Point]] = []
    for part in parts {
      var line: [Point] = []
      func end() {
        if !line.isEmpty { result.append(line) }
        line = []
      }
      if part.count == 1, 0...1 ~= part[0].y { line = part }
      for (start, stop) in zip(part, part.dropFirst()) {
        guard let (from, to) = inside(start, stop) else {
          end()
          continue
        }
        if line.last != from {
          end()
          line.append(from)
        }
        // A stretch that only touches the frame is a point.
        if line.last != to { line.append(to) }
      }
      end()
    }
    return result
  }

  /// The piece of a stretch that lies in the frame; nil where none does.
  private static func inside(_ start: Point, _ stop: Point) -> (Point, Point)? {
    let rise = stop.y - start.y
    var (first, last) = (0.0, 1.0)
    if rise == 0 { return 0...1 ~= start.y ? (start, stop) : nil }
    let (foot, top) = (-start.y / rise, (1 - start.y) / rise)
    first = max(first, min(foot, top))
    last = min(last, max(foot, top))
    guard first < last || first == last && 0...1 ~= first else { return nil }
    func point(_ part: Double) -> Point {
      part == 0
        ? start
        : part == 1
          ? stop : Point(start.x + (stop.x - start.x) * part, min(max(start.y + rise * part, 0), 1))
    }
    return (point(first), point(last))
  }
}
