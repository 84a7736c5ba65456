/// A figure for documents and slides: lines, areas, pictures and words on a sheet, in pixels from the upper left corner.
package struct Figure: Sendable {
  package var width: Double
  package var height: Double
  /// In the order in which they cover each other.
  var marks: [Mark] = []
  /// What it shows, for who cannot see it.
  package var description = ""

  enum Mark: Sendable {
    case curve([Point], color: RGB, width: Double, dash: [Double])
    case dots([Point], color: RGB, radius: Double)
    case line(from: Point, to: Point, color: RGB, dash: [Double])
    case area(Box, fill: RGB)
    case frame(Box, color: RGB, width: Double)
    /// A closed line and what it surrounds.
    case polygon([Point], fill: RGB, line: RGB)
    case circle(Point, radius: Double, fill: RGB, line: RGB)
    /// The bytes of a PNG file, drawn pixel by pixel.
    case picture(png: [UInt8], Box)
    case text(String, at: Point, TextStyle)
  }

  struct Point: Equatable, Sendable {
    var x, y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

    fileprivate func moved(_ x: Double, _ y: Double) -> Point { Point(self.x + x, self.y + y) }
  }

  struct Box: Equatable, Sendable {
    var x, y, width, height: Double

    fileprivate func moved(_ x: Double, _ y: Double) -> Box {
      Box(x: self.x + x, y: self.y + y, width: width, height: height)
    }
  }

  enum Anchor: String, Sendable {
    case start, middle, end
  }

  struct TextStyle: Sendable {
    var anchor = Anchor.start
    var size = 13.0
    var isBold = false
    /// Whether all letters are as wide as each other, and blanks count.
    var isMono = false
    var color = Figure.ink
    /// Whether it runs upward.
    var isUpward = false
  }

  static let ink = RGB(hex: 0x333333)
  static let faint = RGB(hex: 0x666666)

  init(width: Double = 0, height: Double = 0) { (self.width, self.height) = (width, height) }

  /// Lays another figure on this one, its upper left corner at a place.
  mutating func add(_ other: Figure, at x: Double, _ y: Double) {
    marks += other.marks.map { mark in
      switch mark {
      case .curve(let points, let color, let width, let dash):
        .curve(points.map { $0.moved(x, y) }, color: color, width: width, dash: dash)
      case .dots(let points, let color, let radius):
        .dots(points.map { $0.moved(x, y) }, color: color, radius: radius)
      case .line(let start, let end, let color, let dash):
        .line(from: start.moved(x, y), to: end.moved(x, y), color: color, dash: dash)
      case .area(let box, let fill): .area(box.moved(x, y), fill: fill)
      case .frame(let box, let color, let width): .frame(box.moved(x, y), color: color, width: width)
      case .polygon(let points, let fill, let line):
        .polygon(points.map { $0.moved(x, y) }, fill: fill, line: line)
      case .circle(let center, let radius, let fill, let line):
        .circle(center.moved(x, y), radius: radius, fill: fill, line: line)
      case .picture(let png, let box): .picture(png: png, box.moved(x, y))
      case .text(let text, let place, let style): .text(text, at: place.moved(x, y), style)
      }
    }
  }

  /// About how much memory it takes.
  package var bytes: Int {
    marks.reduce(64) { sum, mark in
      switch mark {
      case .curve(let points, _, _, _), .dots(let points, _, _), .polygon(let points, _, _):
        sum + 16 * points.count + 64
      case .picture(let png, _): sum + png.count + 64
      case .text(let text, _, _): sum + text.utf8.count + 128
      default: sum + 128
      }
    }
  }

  mutating func write(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, size: Double = 13,
    isBold: Bool = false, isMono: Bool = false, color: RGB = Figure.ink, isUpward: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let style = TextStyle(
      anchor: anchor, size: size, isBold: isBold, isMono: isMono, color: color, isUpward: isUpward)
    marks.append(.text(text, at: Point(x, y), style))
  }

  /// A text in lines that are about so wide at most.
  static func lines(_ text: String, size: Double, within width: Double, isBold: Bool = false) -> [String] {
    guard !text.isEmpty else { return [] }
    let columns = max(8, Int(clamping: width / (size * (isBold ? 0.68 : 0.6))))
    return LineBreaking(width: columns).lines(text.map { LineBreaking<Void>.Piece($0, ()) }).map { line in
      String(line.pieces.map(\.character))
    }
  }

  /// About how wide a text is: fonts differ, and what draws it has its own.
  static func width(of text: String, size: Double, isMono: Bool = false, isBold: Bool = false) -> Double {
    let size = isBold ? size * 1.13 : size
    let columns = Double(DisplayWidth.columns(of: text))
    if isMono { return columns * size * 0.602 }
    // DejaVu Sans: digits 0.64, small letters 0.6, narrow signs 0.32, capitals 0.7; Chinese signs a whole one.
    return text.reduce(0) { sum, letter in
      let columns = DisplayWidth.columns(of: String(letter))
      let part =
        columns > 1
        ? 1.0 : " .,:;'|!ijl()[]".contains(letter) ? 0.36 : letter.isUppercase ? 0.7 : 0.63
      return sum + (columns == 0 ? 0 : part * size)
    }
  }
}
