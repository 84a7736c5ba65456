import Engine
import Language

/// How many lines markup fills in a terminal of so many columns. Of pictures that code shows only small ones are counted,
/// which are drawn as numbers: the size of the others is the terminal's choice.
package enum ScreenHeight {
  package static func lines(_ markup: Markup, columns: Int) -> Int {
    markup.blocks.reduce(0) { sum, block in
      switch block {
      case .line(let spans):
        sum + max(1, (DisplayWidth.columns(of: spans.map(\.text).joined()) + columns - 1) / columns)
      case .paragraph(let spans), .sentence(let spans):
        sum + wrapped(spans.map(\.text).joined(), columns: columns)
      case .picture(let picture): sum + rows(of: picture, columns: columns)
      case .figure(_, let text): sum + lines(text, columns: columns)
      case .frames(let frames): sum + (frames.map { lines($0, columns: columns) }.max() ?? 0) + 1
      case .plot(let plot):
        sum + 14 + (plot.title.isEmpty ? 0 : 1) + (plot.series.allSatisfy(\.name.isEmpty) ? 0 : 1)
      }
    }
  }

  /// The least that an illustration may have; what is left of the screen makes it larger.
  package static let illustrationRows = 10

  /// An illustration, or a vector or a small matrix as numbers, and the caption.
  private static func rows(of picture: Markup.Picture, columns: Int) -> Int {
    if picture.isIllustration {
      return illustrationRows + (picture.caption.isEmpty ? 0 : wrapped(picture.caption, columns: columns))
    }
    let tensor = picture.tensor
    guard tensor.rank <= 2, let width = tensor.shape.array.last, width <= 16 else { return 0 }
    let height = tensor.rank == 2 ? tensor.shape[0] : 1
    return height <= 16 ? height + 1 : 0
  }

  package static func lines(_ event: Session.Event, columns: Int) -> Int {
    switch event {
    case .result(let echo): echo.lines.count
    case .markup(let markup): lines(markup, columns: columns)
    case .failure(let diagnostic): lines(DiagnosticRenderer.render(diagnostic), columns: columns)
    case .progress: 0
    case .note(let text): wrapped("note: " + text, columns: columns)
    }
  }

  private static func wrapped(_ text: String, columns: Int) -> Int {
    LineBreaking(width: columns).lines(text.map { .init($0, ()) }).count
  }
}
