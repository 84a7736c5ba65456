import Glibc

/// A place on a picture.
struct Point: Sendable, Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

  /// To the nearest point between two others.
  @inline(__always)
  func squaredDistance(from start: Point, to end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    let along = length > 0 ? min(max(((x - start.x) * dx + (y - start.y) * dy) / length, 0), 1) : 0
    let (ex, ey) = (x - start.x - along * dx, y - start.y - along * dy)
    return ex * ex + ey * ey
  }
}

/// Turned, stretched, slanted and moved points.
struct Placement {
  private let (a, b, c, d): (Double, Double, Double, Double)
  private let centre: Point

  /// - Parameters:
  ///   - degrees: clockwise as seen.
  ///   - width: how many pixels the unit is wide, and `height` how many it is high.
  ///   - slant: how far to the right the upper edge leans, for each unit of height.
  ///   - centre: where (0.5, 0.5) comes to lie.
  init(degrees: Double = 0, width: Double, height: Double, slant: Double = 0, centre: Point) {
    let (s, k) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    (a, b) = (k * width, (-s - k * slant) * height)
    (c, d) = (s * width, (k - s * slant) * height)
    self.centre = centre
  }

  func callAsFunction(_ point: Point) -> Point {
    let (x, y) = (point.x - 0.5, point.y - 0.5)
    return Point(centre.x + a * x + b * y, centre.y + c * x + d * y)
  }

  func callAsFunction(_ points: [Point]) -> [Point] { points.map { self($0) } }
}
