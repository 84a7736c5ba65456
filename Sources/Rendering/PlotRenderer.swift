import Language

/// A plot in a terminal: curves in braille dots, each in its colour; without colours or Unicode one character a curve.
struct PlotRenderer {
  private let capabilities: TerminalCapabilities
  private let plot: Plot

  init(_ plot: Plot, _ capabilities: TerminalCapabilities) {
    (self.plot, self.capabilities) = (plot, capabilities)
  }

  private static let letters: [Character] = ["o", "x", "+", "*", "#", "@"]

  /// Whether curves are told apart by colour; else each has a character of its own.
  private var isBraille: Bool {
    capabilities.isUTF8 && (capabilities.colors != .none || plot.series.count == 1)
  }

  func write(to writer: inout AnsiWriter) {
    guard let xRange = plot.xRange, let yRange = plot.yRange else {
      MarkupRenderer.writeParagraph(
        [.init("nothing to plot: no number is finite", .dim)], capabilities, &writer)
      return
    }
    let rows = max(4, min(12, capabilities.rows - 8))
    let ticks = Plot.ticks(yRange, about: 5)
    let gutter = ticks.map { Plot.label($0).count }.max() ?? 1
    let columns = max(8, min(72, capabilities.columns - 1) - gutter - 2)
    if !plot.title.isEmpty { writeLine([.init(plot.title, .strong)], &writer) }
    var cells = CurveCells(rows: rows, columns: columns, isBraille: isBraille)
    for (index, series) in plot.series.enumerated() {
      cells.draw(
        series, index, xRange, yRange, letter: PlotRenderer.letters[index % PlotRenderer.letters.count])
    }
    let markColumn = plot.mark.map { CurveCells.cell($0, xRange, columns) }
    for row in 0..<rows {
      let tick = ticks.first { rows - 1 - CurveCells.cell($0, yRange, rows) == row }
      let text = tick.map { Plot.label($0) } ?? ""
      var spans: [Markup.Span] = [
        .init(String(repeating: " ", count: gutter - text.count) + text, .dim),
        .init(axis(isTick: tick != nil), .dim),
      ]
      spans += cells.spans(row, mark: markColumn, capabilities.isUTF8 ? "┊" : ":")
      writeLine(spans, &writer)
    }
    writeBase(xRange, gutter, columns, &writer)
    writeLegend(gutter, &writer)
  }

  private func axis(isTick: Bool) -> String {
    capabilities.isUTF8 ? (isTick ? " ┤" : " │") : (isTick ? " +" : " |")
  }

  /// The x axis, and its numbers under the places they belong to.
  private func writeBase(
    _ range: ClosedRange<Double>, _ gutter: Int, _ columns: Int, _ writer: inout AnsiWriter
  ) {
    var line = [Character](repeating: capabilities.isUTF8 ? "─" : "-", count: columns)
    var numbers = [Character](repeating: " ", count: columns + 8)
    var free = 0
    for tick in Plot.ticks(range, about: max(2, columns / 12)) {
      let cell = CurveCells.cell(tick, range, columns)
      line[cell] = capabilities.isUTF8 ? "┬" : "+"
      let label = Array(Plot.label(tick))
      let start = max(0, cell - label.count / 2)
      guard start >= free, start + label.count <= numbers.count else { continue }
      for (offset, character) in label.enumerated() { numbers[start + offset] = character }
      free = start + label.count + 1
    }
    let indent = String(repeating: " ", count: gutter + 1)
    let corner = capabilities.isUTF8 ? "└" : "+"
    writeLine([.init(indent + corner + String(line), .dim)], &writer)
    while numbers.last == " " { numbers.removeLast() }
    let name = plot.xLabel.isEmpty ? "" : "   \(plot.xLabel)"
    writeLine([.init(indent + " " + String(numbers) + name, .dim)], &writer)
  }

  private func writeLegend(_ gutter: Int, _ writer: inout AnsiWriter) {
    let named = plot.series.enumerated().filter { !$0.element.name.isEmpty }
    guard !named.isEmpty else { return }
    var spans: [Markup.Span] = [.init(String(repeating: " ", count: gutter + 2))]
    for (index, series) in named {
      let sign = isBraille ? "⣀⣀" : String(PlotRenderer.letters[index % PlotRenderer.letters.count])
      spans += [.init("\(sign) \(series.name)", .label(index)), .init("   ")]
    }
    writeLine(spans, &writer)
  }

  private func writeLine(_ spans: [Markup.Span], _ writer: inout AnsiWriter) {
    for span in spans { writer.write(span.text, Palette.pen(span.style, capabilities.colors)) }
    writer.endLine()
  }
}

/// The characters of a plot, and which curve has drawn each last.
struct CurveCells {
  private let rows: Int
  private let columns: Int
  private let isBraille: Bool
  private var dots: [UInt8]
  private var letters: [Character]
  private var owners: [Int]

  init(rows: Int, columns: Int, isBraille: Bool) {
    (self.rows, self.columns, self.isBraille) = (rows, columns, isBraille)
    dots = Array(repeating: 0, count: rows * columns)
    letters = Array(repeating: " ", count: rows * columns)
    owners = Array(repeating: 0, count: rows * columns)
  }

  /// Which of `count` cells a value lies in.
  static func cell(_ value: Double, _ range: ClosedRange<Double>, _ count: Int) -> Int {
    let part = (value / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
    return max(0, min(count - 1, Int(clamping: (part * Double(count - 1)).rounded())))
  }

  /// Joins the points by straight lines; a number that is not finite breaks the curve.
  mutating func draw(
    _ series: Plot.Series, _ index: Int, _ xRange: ClosedRange<Double>, _ yRange: ClosedRange<Double>,
    letter: Character
  ) {
    let (wide, high) = isBraille ? (columns * 2, rows * 4) : (columns, rows)
    var last: (x: Int, y: Int)?
    for (x, y) in zip(series.x, series.y) {
      guard x.isFinite, y.isFinite else {
        last = nil
        continue
      }
      let point = (x: CurveCells.cell(x, xRange, wide), y: high - 1 - CurveCells.cell(y, yRange, high))
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
    let cell = isBraille ? y / 4 * columns + x / 2 : y * columns + x
    if isBraille {
      // Dots 1–3 and 7 run down the left side of a braille cell, 4–6 and 8 down the right.
      let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
      dots[cell] |= bits[x % 2][y % 4]
    }
    letters[cell] = letter
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
      } else if isBraille {
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
