import Engine

/// A picture to draw on with soft edges: lines of a pen and filled outlines, over what is there.
///
/// Places are (x, y) in pixels from the upper left corner of the picture; the first pixel's middle is (0.5, 0.5).
struct PictureCanvas {
  let size: Pair
  let channels: Int
  /// Channel after channel, row by row; 0 is dark, 1 is light.
  private(set) var values: [Float]

  init(size: Pair, channels: Int = 1, background: [Float]? = nil) {
    self.size = size
    self.channels = channels
    let pixels = size.rows * size.columns
    values = (background ?? [Float](repeating: 0, count: channels)).flatMap {
      [Float](repeating: $0, count: pixels)
    }
  }

  /// A line through the points, drawn by a round pen.
  mutating func stroke(_ points: [Point], radius: Double, _ color: [Float]) {
    guard let first = points.first else { return }
    let segments = points.count == 1 ? [(first, first)] : Array(zip(points, points.dropFirst()))
    paint(within: points, margin: radius + 1, color) { place in
      var nearest = Double.infinity
      for (start, end) in segments { nearest = min(nearest, place.squaredDistance(from: start, to: end)) }
      return radius + 0.5 - nearest.squareRoot()
    }
  }

  /// What lies inside a closed outline.
  mutating func fill(_ outline: [Point], _ color: [Float]) {
    guard outline.count >= 3, let last = outline.last else { return }
    let edges = Array(zip([last] + outline, outline))
    paint(within: outline, margin: 1, color) { place in
      var nearest = Double.infinity
      var isInside = false
      for (start, end) in edges {
        nearest = min(nearest, place.squaredDistance(from: start, to: end))
        if (start.y > place.y) != (end.y > place.y),
          place.x < start.x + (place.y - start.y) / (end.y - start.y) * (end.x - start.x)
        {
          isInside.toggle()
        }
      }
      return 0.5 + (isInside ? 1 : -1) * nearest.squareRoot()
    }
  }

  /// Mixes the colour in, as much as `cover` says for the middle of a pixel.
  private mutating func paint(
    within points: [Point], margin: Double, _ color: [Float], _ cover: (Point) -> Double
  ) {
    precondition(color.count == channels, "a colour for each channel")
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let columns = PictureCanvas.range(xs, margin, size.columns),
      rows = PictureCanvas.range(ys, margin, size.rows)
    let pixels = size.rows * size.columns
    for row in rows {
      for column in columns {
        let share = Float(min(max(cover(Point(Double(column) + 0.5, Double(row) + 0.5)), 0), 1))
        guard share > 0 else { continue }
        let position = row * size.columns + column
        for channel in 0..<channels {
          let old = values[channel * pixels + position]
          values[channel * pixels + position] = old + share * (color[channel] - old)
        }
      }
    }
  }

  private static func range(_ places: [Double], _ margin: Double, _ extent: Int) -> Range<Int> {
    let low = ((places.min() ?? 0) - margin).rounded(.down)
    let high = ((places.max() ?? 0) + margin).rounded(.up)
    guard low.isFinite, high.isFinite else { return 0..<0 }
    let first = Int(clamping: min(max(low, 0), Double(extent)))
    return first..<max(first, Int(clamping: min(max(high, 0), Double(extent))))
  }

  /// From 0 to 255, channel after channel.
  var bytes: [UInt8] { values.map { UInt8(nearest: Double(min(max($0, 0), 1)) * 255) } }
}
