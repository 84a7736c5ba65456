/// A plot as lines and words on a sheet of 640 × 360, for whatever draws them.
struct PlotDrawing {
  enum Mark {
    case curve([Point], color: Color, dash: [Double])
    case line(from: Point, to: Point, color: Color, dash: [Double])
    case text(String, at: Point, anchor: Anchor, isBold: Bool)
  }

  struct Point: Equatable {
    var x, y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  enum Anchor: String {
    case start, middle, end
  }

  struct Color: Equatable {
    let red, green, blue: UInt8

    init(_ code: Int) {
      (red, green, blue) = (UInt8(code >> 16 & 0xFF), UInt8(code >> 8 & 0xFF), UInt8(code & 0xFF))
    }
  }

  static let width = 640.0
  static let height = 360.0
  static let curveWidth = 2.0
  static let ink = Color(0x333333)
  /// Of middle lightness, told apart by the color-blind too (Okabe and Ito 2008).
  private static let colors = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xB8860B, 0x56B4E9].map(Color.init)
  private static let dashes: [[Double]] = [[], [7, 3], [2, 3], [9, 3, 2, 3]]

  private let plot: Plot
  private let left = 72.0
  private let right = 16.0
  private let top = 36.0
  private let bottom = 64.0
  private let xRange: ClosedRange<Double>
  private let yRange: ClosedRange<Double>

  init(_ plot: Plot) {
    self.plot = plot
    xRange = plot.xRange ?? 0...1
    yRange = plot.yRange ?? 0...1
  }

  /// In the order in which they cover each other.
  var marks: [Mark] {
    var marks: [Mark] = [
      .text(plot.title, at: Point(left, 22), anchor: .start, isBold: true),
      label(plot.xLabel, (left + Self.width - right) / 2, Self.height - 30, .middle),
    ]
    marks += grid
    for (index, series) in plot.series.enumerated() { marks += curves(series, index) }
    return marks + legend
  }

  private func place(_ x: Double, _ y: Double) -> Point {
    Point(
      left + Self.part(x, of: xRange) * (Self.width - left - right),
      Self.height - bottom - Self.part(y, of: yRange) * (Self.height - top - bottom))
  }

  private static func part(_ value: Double, of range: ClosedRange<Double>) -> Double {
    (value / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
  }

  private var grid: [Mark] {
    var marks: [Mark] = []
    let (x0, x1, y0, y1) = (left, Self.width - right, top, Self.height - bottom)
    for tick in Plot.ticks(yRange, about: 6) {
      let y = place(xRange.lowerBound, tick).y
      marks.append(line(x0, y, x1, y, 0xDDDDDD))
      marks.append(label(Plot.label(tick), x0 - 8, y + 4, .end))
    }
    for tick in Plot.ticks(xRange, about: 8) {
      let x = place(tick, yRange.lowerBound).x
      marks.append(line(x, y1, x, y1 + 5, 0x666666))
      marks.append(label(Plot.label(tick), x, y1 + 19, .middle))
    }
    if let mark = plot.mark, xRange.contains(mark) {
      let x = place(mark, yRange.lowerBound).x
      marks.append(line(x, y0, x, y1, 0x999999, dash: [3, 3]))
    }
    return marks + [line(x0, y0, x0, y1, 0x666666), line(x0, y1, x1, y1, 0x666666)]
  }

  /// A curve is broken where a number is not finite.
  private func curves(_ series: Plot.Series, _ index: Int) -> [Mark] {
    var parts: [[Point]] = [[]]
    for (x, y) in zip(series.x, series.y) {
      if x.isFinite, y.isFinite {
        parts[parts.count - 1].append(place(x, y))
      } else if parts.last?.isEmpty == false {
        parts.append([])
      }
    }
    return parts.filter { !$0.isEmpty }.map { .curve($0, color: color(index), dash: dash(index)) }
  }

  private var legend: [Mark] {
    var x = left
    var marks: [Mark] = []
    for (index, series) in plot.series.enumerated() where !series.name.isEmpty {
      let y = Self.height - 12
      marks.append(.curve([Point(x, y), Point(x + 24, y)], color: color(index), dash: dash(index)))
      marks.append(label(series.name, x + 30, y + 4, .start))
      x += 48 + 8 * Double(DisplayWidth.columns(of: series.name))
    }
    return marks
  }

  private func color(_ index: Int) -> Color { Self.colors[index % Self.colors.count] }
  private func dash(_ index: Int) -> [Double] { Self.dashes[index % Self.dashes.count] }

  private func line(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ color: Int, dash: [Double] = []
  ) -> Mark {
    .line(from: Point(x0, y0), to: Point(x1, y1), color: Color(color), dash: dash)
  }

  private func label(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor) -> Mark {
    .text(text, at: Point(x, y), anchor: anchor, isBold: false)
  }
}
