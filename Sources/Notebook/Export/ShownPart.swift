import Language

/// What code showed, as the parts that every kind of document writes in its own way.
enum ShownPart {
  /// Lines that belong together; of a narrow page each goes on below its beginning.
  case lines([[Markup.Span]])
  /// Lines of which one points at places of another, so that none may be broken.
  case excerpt([[Markup.Span]])
  case paragraph([Markup.Span])
  case picture(Markup.Picture)
  case plot(Plot)
  case figure(Figure, text: Markup)

  static func parts(of events: [Session.Event]) -> [ShownPart] {
    var collector = Collector()
    for event in events { collector.add(event) }
    collector.endLines()
    return collector.parts
  }

  private struct Collector {
    private(set) var parts: [ShownPart] = []
    private var lines: [[Markup.Span]] = []

    /// Of screens to be turned over so many are shown.
    private static let maxFrames = 24

    mutating func add(_ event: Session.Event) {
      switch event {
      case .result(let echo):
        lines += echo.lines.map { [.init($0)] }
        if var picture = echo.thumbnail {
          picture.isThumbnail = false
          add(.picture(picture))
        }
      case .markup(let markup): add(markup)
      case .failure(let diagnostic):
        endLines()
        add(DiagnosticRenderer.render(diagnostic))
        if !lines.isEmpty { parts.append(.excerpt(lines)) }
        lines = []
      case .note(let text): lines.append([.init(text, .dim)])
      case .progress: break
      }
    }

    private mutating func add(_ markup: Markup) {
      for block in markup.blocks {
        switch block {
        case .line(let spans), .sentence(let spans): lines.append(spans)
        case .paragraph(let spans): add(.paragraph(spans))
        case .picture(let picture): add(.picture(picture))
        case .plot(let plot): add(.plot(plot))
        case .figure(let figure, let text): add(.figure(figure, text: text))
        case .frames(let frames):
          for frame in frames.prefix(Self.maxFrames) {
            endLines()
            add(frame)
          }
        }
      }
    }

    private mutating func add(_ part: ShownPart) {
      endLines()
      parts.append(part)
    }

    mutating func endLines() {
      if !lines.isEmpty { parts.append(.lines(lines)) }
      lines = []
    }
  }
}

extension [Markup.Span] {
  /// The words alone.
  var text: String { map(\.text).joined() }
}
