import Engine
import Language

/// A part of what is said, for a front end that shows more than text: plain text, and beside it an image where it is one.
package struct MIMEBundle: Equatable, Sendable {
  package enum Image: Equatable, Sendable {
    /// `image/png`
    case png([UInt8])
    /// `image/svg+xml`
    case svg(String)
  }

  /// `text/plain`: whole lines.
  package let text: String
  package let image: Image?

  /// Of screens to be turned over so many are shown.
  private static let maxFrames = 24

  /// - Parameter columns: where lines of prose are broken.
  /// - Returns: the parts in their order; text that follows text is one part.
  package static func bundles(of markup: Markup, columns: Int = 80) -> [MIMEBundle] {
    var bundles: [MIMEBundle] = []
    var lines = Markup()
    func endLines() {
      if !lines.isEmpty { bundles.append(MIMEBundle(text: plainText(lines, columns), image: nil)) }
      lines = Markup()
    }
    for block in markup.blocks {
      let image: Image?
      switch block {
      case .line, .sentence, .paragraph:
        lines.blocks.append(block)
        continue
      case .frames(let frames):
        endLines()
        for frame in frames.prefix(maxFrames) { bundles += self.bundles(of: frame, columns: columns) }
        continue
      case .picture(let picture):
        image = PictureSheet(picture).image.flatMap { try? PNG.encode($0) }.map { .png($0) }
      case .figure(let figure, _): image = .svg(FigureSVG(figure).text)
      case .plot(let plot): image = .svg(FigureSVG(plot).text)
      }
      endLines()
      bundles.append(MIMEBundle(text: plainText(Markup([block]), columns), image: image))
    }
    endLines()
    return bundles
  }

  private static func plainText(_ markup: Markup, _ columns: Int) -> String {
    MarkupRenderer.render(markup, for: TerminalCapabilities(columns: columns))
  }
}
