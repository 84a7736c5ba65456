import Engine

/// A plot as pixels: two a unit each way, so that it is sharp on fine screens.
struct PlotPicture {
  private static let scale = 2
  private let width = Int(clamping: PlotDrawing.width) * scale
  private let height = Int(clamping: PlotDrawing.height) * scale
  private var pixels: [UInt8]

  init(_ plot: Plot) {
    pixels = [UInt8](repeating: 255, count: width * height * 3)
    for mark in PlotDrawing(plot).marks { draw(mark) }
  }

  var image: PixelImage { PixelImage(width: width, height: height, channels: 3, pixels: pixels) }

  private mutating func draw(_ mark: PlotDrawing.Mark) {
    switch mark {
    case .curve(let points, let color, let dash):
      stroke(points, width: PlotDrawing.curveWidth, color, dash)
    case .line(let start, let end, let color, let dash): stroke([start, end], width: 1, color, dash)
    case .text(let text, let place, let anchor, let isBold): write(text, place, anchor, isBold)
    }
  }

  // MARK: Lines

  private mutating func stroke(
    _ points: [PlotDrawing.Point], width: Double, _ color: PlotDrawing.Color, _ dash: [Double]
  ) {
    // What several pieces cover is covered once: each pixel takes the most that one of them covers.
    var coverage = Coverage(columns: self.width, rows: height)
    let scale = Double(PlotPicture.scale)
    for (start, end) in Dashes(points, dash).pieces {
      coverage.add(
        from: (start.x * scale, start.y * scale), to: (end.x * scale, end.y * scale),
        radius: width * scale / 2)
    }
    for row in coverage.touchedRows {
      for column in 0..<self.width where coverage[row, column] > 0 {
        blend(row, column, color, by: Double(coverage[row, column]))
      }
    }
  }

  private mutating func blend(_ row: Int, _ column: Int, _ color: PlotDrawing.Color, by part: Double) {
    let place = (row * width + column) * 3
    for (channel, value) in [color.red, color.green, color.blue].enumerated() {
      let below = Double(pixels[place + channel])
      pixels[place + channel] = UInt8(clamping: (below + (Double(value) - below) * part).rounded())
    }
  }

  // MARK: Words

  /// - Parameter place: the foot of the first, middle or last letter.
  private mutating func write(
    _ text: String, _ place: PlotDrawing.Point, _ anchor: PlotDrawing.Anchor, _ isBold: Bool
  ) {
    let dot = PlotPicture.scale
    let letters = text.map { DotLetters.columns(of: $0) }
    let length = letters.reduce(0) { $0 + ($1.count + 1) * dot }
    var x = Int(clamping: place.x * Double(PlotPicture.scale))
    switch anchor {
    case .start: break
    case .middle: x -= length / 2
    case .end: x -= length
    }
    let top = Int(clamping: place.y * Double(PlotPicture.scale)) - DotLetters.rowsAboveFoot * dot
    for letter in letters {
      for (column, dots) in letter.enumerated() {
        for row in 0..<8 where dots >> row & 1 == 1 {
          fill(row: top + row * dot, column: x + column * dot, rows: dot, columns: isBold ? dot + 1 : dot)
        }
      }
      x += (letter.count + 1) * dot
    }
  }

  private mutating func fill(row: Int, column: Int, rows: Int, columns: Int) {
    for row in max(row, 0)..<max(min(row + rows, height), max(row, 0)) {
      for column in max(column, 0)..<max(min(column + columns, width), max(column, 0)) {
        blend(row, column, PlotDrawing.ink, by: 1)
      }
    }
  }
}

/// How much of each pixel a stroke covers.
private struct Coverage {
  private let columns: Int
  private let rows: Int
  private var parts: [Float]
  private(set) var touchedRows: Range<Int>

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    parts = [Float](repeating: 0, count: columns * rows)
    touchedRows = 0..<0
  }

  subscript(row: Int, column: Int) -> Float { parts[row * columns + column] }

  mutating func add(from start: (x: Double, y: Double), to end: (x: Double, y: Double), radius: Double) {
    let reach = radius + 1
    let columnRange = Coverage.range(min(start.x, end.x) - reach, max(start.x, end.x) + reach, columns)
    let rowRange = Coverage.range(min(start.y, end.y) - reach, max(start.y, end.y) + reach, rows)
    guard !columnRange.isEmpty, !rowRange.isEmpty else { return }
    let touched = touchedRows.isEmpty ? rowRange : touchedRows
    touchedRows =
      min(touched.lowerBound, rowRange.lowerBound)..<max(touched.upperBound, rowRange.upperBound)
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let squared = dx * dx + dy * dy
    for row in rowRange {
      for column in columnRange {
        let (x, y) = (Double(column) + 0.5 - start.x, Double(row) + 0.5 - start.y)
        let along = squared > 0 ? min(max((x * dx + y * dy) / squared, 0), 1) : 0
        let (awayX, awayY) = (x - along * dx, y - along * dy)
        let distance = (awayX * awayX + awayY * awayY).squareRoot()
        let part = Float(min(max(radius + 0.5 - distance, 0), 1))
        parts[row * columns + column] = max(parts[row * columns + column], part)
      }
    }
  }

  private static func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
    let first = Int(clamping: min(max(low, 0), Double(count)))
    return first..<max(first, Int(clamping: min(max(high + 1, 0), Double(count))))
  }
}

/// A line of points cut into the pieces that are drawn.
private struct Dashes {
  private(set) var pieces: [(PlotDrawing.Point, PlotDrawing.Point)] = []

  /// - Parameter pattern: how far drawn, how far not, and so on; empty: all of it.
  init(_ points: [PlotDrawing.Point], _ pattern: [Double]) {
    guard points.count > 1 else {
      pieces = points.map { ($0, $0) }
      return
    }
    guard !pattern.isEmpty else {
      pieces = Array(zip(points, points.dropFirst()))
      return
    }
    var (index, left) = (0, pattern[0])
    for (start, end) in zip(points, points.dropFirst()) {
      let length = ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y))
        .squareRoot()
      var done = 0.0
      while done < length {
        let step = min(left, length - done)
        if index % 2 == 0 {
          pieces.append(
            (Dashes.point(start, end, done / length), Dashes.point(start, end, (done + step) / length)))
        }
        done += step
        left -= step
        if left <= 0 {
          index = (index + 1) % pattern.count
          left = pattern[index]
        }
      }
    }
  }

  private static func point(
    _ start: PlotDrawing.Point, _ end: PlotDrawing.Point, _ part: Double
  ) -> PlotDrawing.Point {
    .init(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
  }
}
