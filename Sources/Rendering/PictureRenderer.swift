import Engine
import Language

/// A tensor in a terminal: numbers on colours while they fit, else a picture, and a line that says what it is.
struct PictureRenderer {
  private let capabilities: TerminalCapabilities

  init(_ capabilities: TerminalCapabilities) { self.capabilities = capabilities }

  /// Lines of the window that a drawing may take, so that what was typed, or stands beside it, stays in sight.
  private func lines(_ source: Markup.Picture) -> Int {
    max(capabilities.rows - (source.linesBeside > 0 ? source.linesBeside : 4), 4)
  }

  /// A small matrix is worth the whole window.
  private func maxMap(_ source: Markup.Picture) -> Int {
    let isSmall = source.tensor.rank <= 2 && source.tensor.shape.array.allSatisfy { $0 <= 16 }
    return min(isSmall ? max(capabilities.rows - 4, 4) : lines(source), 20)
  }

  private var columns: Int { max(capabilities.columns, 1) }

  func write(_ source: Markup.Picture, to writer: inout AnsiWriter) {
    let drawing = Drawing(source)
    let lines = lines(source)
    if source.isThumbnail { return writeThumbnail(drawing, lines: lines, to: &writer) }
    if source.isIllustration { return writeIllustration(source, drawing, lines: lines, to: &writer) }
    var notes: [String] = []
    var notANumber = capabilities.colors >= .ansi256 ? " in magenta" : " as ?"
    let isColored = capabilities.colors >= .ansi256
    if source.tensor.count == 0 {
      notes.append("empty")
    } else if let map = HeatMap(drawing, columns: columns, lines: maxMap(source)) {
      map.write(to: &writer, capabilities.colors)
      notANumber = ""
      notes += drawing.scaleWords(isColored ? .numbersOnColors : .numbers)
      notes += source.labels.isEmpty ? [] : ["classes " + source.labels.joined(separator: " ")]
    } else if let pixels = PixelGraphics(source, capabilities, lines: lines) {
      writer.writeGraphics(pixels.text)
      notes += drawing.scaleWords(.colors)
      if pixels.leftOut > 0 { notes.append("\(pixels.leftOut) of \(drawing.layout.tiles) pictures left out") }
    } else if !isColored, let map = DigitMap(drawing, columns: columns, lines: lines) {
      map.write(to: &writer)
      notes += drawing.scaleWords(.digits)
      notes += source.labels.isEmpty ? [] : ["classes " + source.labels.joined(separator: " ")]
    } else {
      let sheet = TileSheet(drawing, capabilities, lines: lines, labels: source.labels)
      sheet.write(to: &writer)
      notes += drawing.scaleWords(sheet.ends)
      if sheet.leftOut > 0 {
        notes.append("\(sheet.leftOut) of \(drawing.layout.tiles) pictures left out")
      }
    }
    writeSummary(source, drawing.picture.statistics, notes, notANumber: notANumber, to: &writer)
  }

  private func writeThumbnail(_ drawing: Drawing, lines: Int, to writer: inout AnsiWriter) {
    var small = capabilities
    small.columns = min(capabilities.columns, 40)
    TileSheet(drawing, small, lines: min(lines, 6)).write(to: &writer)
  }

  private func writeIllustration(
    _ source: Markup.Picture, _ drawing: Drawing, lines: Int, to writer: inout AnsiWriter
  ) {
    if let pixels = PixelGraphics(source, capabilities, lines: lines) {
      writer.writeGraphics(pixels.text)
    } else {
      TileSheet(drawing, capabilities, lines: lines).write(to: &writer)
    }
    if !source.caption.isEmpty {
      MarkupRenderer.writeParagraph([.init(source.caption, .dim)], capabilities, &writer)
    }
  }

  private func writeSummary(
    _ source: Markup.Picture, _ statistics: TensorPicture.Statistics, _ notes: [String], notANumber: String,
    to writer: inout AnsiWriter
  ) {
    var facts = ["\(source.tensor.shape) \(source.tensor.dtype.name)"]
    if statistics.finite > 0 {
      let (low, high) = (NumberFormat.short(statistics.minimum), NumberFormat.short(statistics.maximum))
      if statistics.minimum == statistics.maximum {
        facts.append(statistics.finite > 1 ? "all \(low)" : low)
      } else {
        facts.append("\(low) … \(high)")
        facts.append("mean \(NumberFormat.short(statistics.mean))")
      }
    }
    if statistics.notANumber > 0 { facts.append("\(statistics.notANumber) nan\(notANumber)") }
    if statistics.infinite > 0 { facts.append("\(statistics.infinite) inf") }
    let text = (facts + notes).joined(separator: ", ")
    var spans = [Markup.Span(text, .dim)]
    if !source.caption.isEmpty { spans.insert(Markup.Span(source.caption + "  "), at: 0) }
    MarkupRenderer.writeParagraph(spans, capabilities, &writer)
  }
}
