import Language

/// Markup as text for a terminal or a pipe.
package enum MarkupRenderer {
  /// Whole lines, each with its line feed; no escape sequence at colour depth `none`.
  package static func render(_ markup: Markup, for capabilities: TerminalCapabilities) -> String {
    var writer = AnsiWriter(capabilities.colors)
    render(markup, for: capabilities, to: &writer)
    return writer.text
  }

  private static func render(
    _ markup: Markup, for capabilities: TerminalCapabilities, to writer: inout AnsiWriter
  ) {
    for block in markup.blocks {
      switch block {
      case .line(let spans): writeLine(spans, capabilities, &writer)
      case .sentence(let spans) where !capabilities.isTerminal: writeLine(spans, capabilities, &writer)
      case .sentence(let spans), .paragraph(let spans): writeParagraph(spans, capabilities, &writer)
      case .picture(let picture): PictureRenderer(capabilities).write(picture, to: &writer)
      case .plot(let plot): PlotRenderer(plot, capabilities).write(to: &writer)
      case .figure(let figure, let text):
        guard let pixels = PixelGraphics(figure, capabilities) else {
          render(text, for: capabilities, to: &writer)
          continue
        }
        writer.writeGraphics(pixels.text)
      case .frames(let frames): writeInTurn(frames, capabilities, &writer)
      }
    }
  }

  /// Frames that nobody turns over are written one below the other, as many as anybody reads.
  private static func writeInTurn(
    _ frames: [Markup], _ capabilities: TerminalCapabilities, _ writer: inout AnsiWriter
  ) {
    let most = 24
    for (index, frame) in frames.prefix(most).enumerated() {
      if index > 0 { writer.endLine() }
      render(frame, for: capabilities, to: &writer)
    }
    guard frames.count > most else { return }
    let rest = "… and \(frames.count - most) more; at the prompt of a terminal each key shows the next"
    writeParagraph([.init(rest, .dim)], capabilities, &writer)
  }

  private static func writeLine(
    _ spans: [Markup.Span], _ capabilities: TerminalCapabilities, _ writer: inout AnsiWriter
  ) {
    var column = 0
    for span in spans {
      let pen = Palette.pen(span.style, capabilities.colors)
      let text = VisibleText.make(span.text, isUTF8: capabilities.isUTF8, startingAt: column)
      for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 {
          writer.endLine()
          column = 0
        }
        if !part.isEmpty { writer.write(String(part), pen) }
        column += DisplayWidth.columns(of: String(part))
      }
    }
    writer.endLine()
  }

  static func writeParagraph(
    _ spans: [Markup.Span], _ capabilities: TerminalCapabilities, _ writer: inout AnsiWriter
  ) {
    var pieces: [LineBreaking<Pen>.Piece] = []
    for span in spans {
      let pen = Palette.pen(span.style, capabilities.colors)
      let text = VisibleText.make(span.text, isUTF8: capabilities.isUTF8)
      pieces += text.map { .init($0, pen) }
    }
    for line in LineBreaking(width: capabilities.columns).lines(pieces) {
      if line.indent > 0 { writer.write(String(repeating: " ", count: line.indent)) }
      for piece in line.pieces { writer.write(String(piece.character), piece.style) }
      writer.endLine()
    }
  }
}
