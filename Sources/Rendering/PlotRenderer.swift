import Language

/// A plot in a terminal: curves in braille dots, bars in blocks, each in its colour; without colours or Unicode one character a curve.
struct PlotRenderer {
  private let capabilities: TerminalCapabilities
  private let plot: Plot

  init(_ plot: Plot, _ capabilities: TerminalCapabilities) {
    (self.plot, self.capabilities) = (plot, capabilities)
  }

  private static let letters: [Character] = ["o", "x", "+", "*", "#", "@"]

  /// Whether curves are told apart by colour; else each has a character of its own.
  private var isDrawnInDots: Bool {
    capabilities.isUTF8 && (capabilities.colors != .none || plot.series.count == 1)
  }

  /// Nearly as wide as the terminal, and a third as high as a square would be.
  private func size(gutter: Int) -> (rows: Int, columns: Int) {
    // Up to 80 columns there is room beside it for the name of the x axis.
    let width = min(160, max(capabilities.columns - 9, min(72, capabilities.columns - 1)))
    let columns = max(8, width - gutter - 2)
    return (max(4, min(max(12, columns / 6), capabilities.rows - 8)), columns)
  }

  func write(to writer: inout AnsiWriter) {
    guard let axes = plot.axes else {
      let isLost = plot.series.contains { $0.y.contains(where: \.isFinite) }
      let reason = isLost ? "no number has a place on these axes" : "no number is finite"
      MarkupRenderer.writeParagraph([.init("nothing to plot: " + reason, .dim)], capabilities, &writer)
      return
    }
    let ticks = axes.y.ticks(about: 5)
    let labels = axes.y.labels(ticks)
    let gutter = labels.map(\.count).max() ?? 1
    let (rows, columns) = size(gutter: gutter)
    if !plot.title.isEmpty { write(plot.title, .strong, &writer) }
    if !plot.yLabel.isEmpty { write(plot.yLabel, .dim, &writer) }
    var cells = CurveCells(rows: rows, columns: columns, isDrawnInDots: isDrawnInDots)
    for index in plot.series.indices {
      cells.draw(
        PlotShapes(plot, index, axes), index, letter: PlotRenderer.letters[index % PlotRenderer.letters.count]
      )
    }
    let markColumn = plot.mark.flatMap { axes.x.place($0) }.map { CurveCells.cell($0, columns) }
    for row in 0..<rows {
      let tick = ticks.firstIndex { tick in
        axes.y.place(tick).map { rows - 1 - CurveCells.cell($0, rows) == row } ?? false
      }
      let text = tick.map { labels[$0] } ?? ""
      var spans: [Markup.Span] = [
        .init(String(repeating: " ", count: gutter - text.count) + text, .dim),
        .init(axis(isTick: tick != nil), .dim),
      ]
      spans += cells.spans(row, mark: markColumn, capabilities.isUTF8 ? "┊" : ":")
      writeLine(spans, &writer)
    }
    writeBase(axes.x, gutter, columns, &writer)
    writeLegend(gutter, &writer)
    for remark in plot.remarks {
      MarkupRenderer.writeParagraph([.init(remark, .dim)], capabilities, &writer)
    }
  }

  private func axis(isTick: Bool) -> String {
    capabilities.isUTF8 ? (isTick ? " ┤" : " │") : (isTick ? " +" : " |")
  }

  /// The x axis, and its numbers under the places they belong to.
  private func writeBase(_ axis: PlotAxis, _ gutter: Int, _ columns: Int, _ writer: inout AnsiWriter) {
    var line = [Character](repeating: capabilities.isUTF8 ? "─" : "-", count: columns)
    let isNameBelow = columns < 24
    var numbers = [Character](repeating: " ", count: columns + (isNameBelow ? 0 : 8))
    var free = 0
    let ticks = plot.xTicks(axis, about: max(2, columns / 12))
    for (tick, text) in zip(ticks, axis.labels(ticks)) {
      guard let part = axis.place(tick) else { continue }
      let cell = CurveCells.cell(part, columns)
      line[cell] = capabilities.isUTF8 ? "┬" : "+"
      let label = Array(text)
      let start = max(0, cell - label.count / 2)
      guard start >= free, start + label.count <= numbers.count else { continue }
      for (offset, character) in label.enumerated() { numbers[start + offset] = character }
      free = start + label.count + 1
    }
    let indent = String(repeating: " ", count: gutter + 1)
    let corner = capabilities.isUTF8 ? "└" : "+"
    writeLine([.init(indent + corner + String(line), .dim)], &writer)
    while numbers.last == " " { numbers.removeLast() }
    let base = indent + " " + String(numbers)
    guard !plot.xLabel.isEmpty else { return writeLine([.init(base, .dim)], &writer) }
    let name = visible(plot.xLabel)
    let room = capabilities.columns - DisplayWidth.columns(of: base) - 3
    if DisplayWidth.columns(of: name) <= room {
      return writeLine([.init(base + "   " + name, .dim)], &writer)
    }
    writeLine([.init(base, .dim)], &writer)
    write(plot.xLabel, .dim, indent: gutter + 2, &writer)
  }

  private func writeLegend(_ gutter: Int, _ writer: inout AnsiWriter) {
    let indent = String(repeating: " ", count: gutter + 2)
    var line: [Markup.Span] = []
    var width = 0
    func end() {
      if !line.isEmpty { writeLine([.init(indent)] + line, &writer) }
      (line, width) = ([], 0)
    }
    for (index, series) in plot.series.enumerated() where !series.name.isEmpty {
      let text = "\(sign(index)) \(visible(series.name))"
      let length = DisplayWidth.columns(of: text) + 3
      if width > 0, gutter + 2 + width + length > capabilities.columns { end() }
      line += [.init(text, .label(index)), .init("   ")]
      width += length
    }
    end()
  }

  private func sign(_ index: Int) -> String {
    guard isDrawnInDots else { return String(PlotRenderer.letters[index % PlotRenderer.letters.count]) }
    return switch plot.kind {
    case .line, .steps: "⣀⣀"
    case .points: "⠶"
    case .bars: "█"
    }
  }

  private func visible(_ text: String) -> String { VisibleText.make(text, isUTF8: capabilities.isUTF8) }

  private func write(_ text: String, _ style: Markup.Style, indent: Int = 0, _ writer: inout AnsiWriter) {
    let blanks = String(repeating: " ", count: indent)
    MarkupRenderer.writeParagraph([.init(blanks + text, style)], capabilities, &writer)
  }

  private func writeLine(_ spans: [Markup.Span], _ writer: inout AnsiWriter) {
    for span in spans { writer.write(span.text, Palette.pen(span.style, capabilities.colors)) }
    writer.endLine()
  }
}
