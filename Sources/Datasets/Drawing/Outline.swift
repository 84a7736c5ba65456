import Glibc

/// Outlines and lines in the unit square.
enum Outline {
  /// A smooth line through the points (Catmull and Rom 1974), as short straight pieces.
  static func curve(_ points: [Point], pieces: Int = 6) -> [Point] {
    guard points.count > 2 else { return points }
    var line = [points[0]]
    for index in 0..<(points.count - 1) {
      let (p1, p2) = (points[index], points[index + 1])
      let p0 = index > 0 ? points[index - 1] : p1
      let p3 = index + 2 < points.count ? points[index + 2] : p2
      for piece in 1...pieces {
        let t = Double(piece) / Double(pieces)
        line.append(Point(spline(p0.x, p1.x, p2.x, p3.x, t), spline(p0.y, p1.y, p2.y, p3.y, t)))
      }
    }
    return line
  }

  private static func spline(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
    let (t2, t3) = (t * t, t * t * t)
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3)
  }

  static func ellipse(_ x: Double, _ y: Double, _ width: Double, _ height: Double, corners: Int = 24)
    -> [Point]
  {
    (0..<corners).map { corner in
      let angle = 2 * Double.pi * Double(corner) / Double(corners)
      return Point(x + width / 2 * cos(angle), y + height / 2 * sin(angle))
    }
  }

  /// A star, or with `inner` nil a regular polygon, standing on the middle of its lowest edge or between two points.
  static func star(_ points: Int, inner: Double? = nil) -> [Point] {
    let corners = inner == nil ? points : 2 * points
    return (0..<corners).map { corner in
      let angle = 2 * Double.pi * Double(corner) / Double(corners) - .pi / 2
      let radius = corner % 2 == 1 ? 0.5 * (inner ?? 1) : 0.5
      return Point(0.5 + radius * cos(angle), 0.5 + radius * sin(angle))
    }
  }
}
