import Engine

/// Draws a picture's points together or apart about its middle, and moves each by itself.
struct PointScatter: Sendable {
  /// What the picture's sides are multiplied by, drawn evenly.
  let scale: ClosedRange<Double>
  /// The standard deviation, in pixels, by which each coordinate of a point is moved.
  let deviation: Double

  /// - Precondition: a positive scale and a deviation that is not negative.
  init(_ scale: ClosedRange<Double>, _ deviation: Double) {
    precondition(scale.lowerBound > 0 && deviation >= 0, "numbers that make sense")
    (self.scale, self.deviation) = (scale, deviation)
  }

  /// - Parameters:
  ///   - points: rows and columns, counted from 0.
  ///   - inverted: whether they are places that are looked at, which lie apart where the picture is to be smaller.
  func moved(
    _ points: [PicturePoint], _ size: Pair, inverted: Bool, _ generator: inout RandomGenerator
  ) -> [PicturePoint] {
    let factor = generator.uniform(scale.lowerBound, scale.upperBound)
    func scaled(_ distance: Double) -> Double { inverted ? distance / factor : factor * distance }
    let (row, column) = (Double(size.rows - 1) / 2, Double(size.columns - 1) / 2)
    return points.map { point in
      (
        row + scaled(point.row - row) + deviation * generator.normal(),
        column + scaled(point.column - column) + deviation * generator.normal()
      )
    }
  }
}
