import Language

/// The characters of a plot, and which curve has drawn each last.
struct CurveCells {
  private let rows: Int
  private let columns: Int
  private let isDrawnInDots: Bool
  private var dots: [UInt8]
  private var letters: [Character]
  private var owners: [Int]

  init(rows: Int, columns: Int, isDrawnInDots: Bool) {
    (self.rows, self.columns, self.isDrawnInDots) = (rows, columns, isDrawnInDots)
    dots = Array(repeating: 0, count: rows * columns)
    letters = Array(repeating: " ", count: rows * columns)
    owners = Array(repeating: 0, count: rows * columns)
  }

  /// Which of `count` cells a place from 0 to 1 lies in; at an end for one beyond it.
  static func cell(_ part: Double, _ count: Int) -> Int {
    max(0, min(count - 1, Int(clamping: (part * Double(count - 1)).rounded())))
  }

  mutating func draw(_ shapes: PlotShapes, _ index: Int, letter: Character) {
    for line in shapes.lines {
      if line.count == 1 { draw(line[0], index, letter) } else { join(line, index, letter) }
    }
    for point in shapes.points { draw(point, index, letter) }
    for bar in shapes.bars { fill(bar, index, letter) }
  }

  private mutating func draw(_ point: PlotShapes.Point, _ index: Int, _ letter: Character) {
    let (x, y) = dot(point)
    // One dot is hardly seen; a second one below or above it is.
    if isDrawnInDots { set(x, y ^ 1, index, letter) }
    set(x, y, index, letter)
  }

  private var wide: Int { isDrawnInDots ? columns * 2 : columns }
  private var high: Int { isDrawnInDots ? rows * 4 : rows }

  private func dot(_ point: PlotShapes.Point) -> (x: Int, y: Int) {
    (CurveCells.cell(point.x, wide), high - 1 - CurveCells.cell(point.y, high))
  }

  /// Joins the points by straight lines.
  private mutating func join(_ line: [PlotShapes.Point], _ index: Int, _ letter: Character) {
    var last: (x: Int, y: Int)?
    for point in line.map(dot) {
      let start = last ?? point
      let steps = max(abs(point.x - start.x), abs(point.y - start.y), 1)
      for step in 0...steps {
        let (dx, dy) = ((point.x - start.x) * step, (point.y - start.y) * step)
        set(start.x + CurveCells.rounded(dx, steps), start.y + CurveCells.rounded(dy, steps), index, letter)
      }
      last = point
    }
  }

  private static func rounded(_ a: Int, _ b: Int) -> Int { Int(clamping: (Double(a) / Double(b)).rounded()) }

  private mutating func set(_ x: Int, _ y: Int, _ index: Int, _ letter: Character) {
    let cell = isDrawnInDots ? y / 4 * columns + x / 2 : y * columns + x
    if isDrawnInDots {
      // Dots 1–3 and 7 run down the left side of a braille cell, 4–6 and 8 down the right.
      let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
      dots[cell] |= bits[x % 2][y % 4]
    }
    letters[cell] = letter
    owners[cell] = index
  }

  // MARK: Bars

  /// By how many eighths of a cell are filled from its foot.
  private static let blocks: [Character] = Array(" ▁▂▃▄▅▆▇█")

  /// Fills whole columns: those whose middle lies within the bar, or the nearest one.
  private mutating func fill(_ bar: PlotShapes.Bar, _ index: Int, _ letter: Character) {
    let (left, right) = (bar.left * Double(columns), bar.right * Double(columns))
    let first = min(max(Int(clamping: (left + 0.5).rounded(.down)), 0), columns - 1)
    let last = min(max(Int(clamping: (right - 0.5).rounded(.down)), first), columns - 1)
    let (foot, top) = (bar.foot * Double(rows), bar.top * Double(rows))
    guard top > foot else { return }
    for row in 0..<rows {
      let below = Double(rows - 1 - row)
      let (start, end) = (max(foot - below, 0), min(top - below, 1))
      guard end > start else { continue }
      for column in first...last { set(row * columns + column, start, end, index, letter) }
    }
  }

  private mutating func set(
    _ cell: Int, _ start: Double, _ end: Double, _ index: Int, _ letter: Character
  ) {
    let sign: Character
    if !isDrawnInDots {
      guard end - start >= 0.5 else { return }
      sign = letter
    } else if start > 0.05, end > 0.95 {
      // What hangs from above: there are blocks for its half and its whole.
      guard end - start >= 0.25 else { return }
      sign = end - start >= 0.75 ? "█" : "▀"
    } else {
      sign = CurveCells.blocks[max(1, min(Int(clamping: (end * 8).rounded()), 8))]
    }
    letters[cell] = sign
    owners[cell] = index
  }

  /// A row's characters, those of one curve together.
  func spans(_ row: Int, mark: Int?, _ markSign: String) -> [Markup.Span] {
    var spans: [Markup.Span] = []
    for column in 0..<columns {
      let cell = row * columns + column
      let isEmpty = letters[cell] == " "
      let text: String
      if isEmpty {
        text = column == mark ? markSign : " "
      } else if dots[cell] > 0 {
        text = String(Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " "))
      } else {
        text = String(letters[cell])
      }
      let style: Markup.Style = isEmpty ? .dim : .label(owners[cell])
      if spans.last?.style == style {
        spans[spans.count - 1].text += text
      } else {
        spans.append(.init(text, style))
      }
    }
    return spans
  }
}
