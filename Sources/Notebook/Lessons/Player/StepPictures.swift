import Language

/// Shares what is left of a screen among the pictures of a step, so that its heading stays in sight.
struct StepPictures {
  private let screen: StepScreen
  private let code: [String]

  init(_ screen: StepScreen) {
    self.screen = screen
    code = screen.codeLines
  }

  /// The event with its pictures told how much stands beside them.
  /// - Parameter shown: what the step has shown before.
  func fitting(_ event: Session.Event, after shown: Transcript) -> Session.Event {
    guard case .markup(var markup) = event else { return event }
    let places = markup.blocks.indices.filter { StepPictures.isPicture(markup.blocks[$0]) }
    guard !places.isEmpty else { return event }
    let shown = shown.events
    var room = StepScreen.rows - fixedLines - shown.reduce(0) { $0 + lines(of: $1) }
    var left = places.count + max(0, showCount - StepPictures.showCount(in: shown) - 1)
    for place in places {
      guard case .picture(var picture) = markup.blocks[place] else { continue }
      let share = max(room / max(left, 1) - StepPictures.summaryLines(picture), StepPictures.fewestLines)
      picture.linesBeside = StepScreen.rows - share
      markup.blocks[place] = .picture(picture)
      room -= share + StepPictures.summaryLines(picture)
      left -= 1
    }
    return .markup(markup)
  }

  private static let fewestLines = 3

  /// Heading, text, code, what can be done and the prompt; what is still to be printed; and a line for a note.
  private var fixedLines: Int {
    let opening = ScreenHeight.lines(screen.opening, columns: StepScreen.columns)
    let closing = ScreenHeight.lines(screen.closing(isPassed: false), columns: StepScreen.columns)
    let behind = code.reversed().prefix { !$0.hasPrefix("show ") }
    let printing = behind.filter { !$0.hasSuffix(";") && !$0.hasPrefix("expect(") && !$0.hasPrefix(" ") }
    return opening + closing + 2 + printing.count
  }

  private var showCount: Int { code.count { $0.hasPrefix("show ") } }

  private static func showCount(in events: [Session.Event]) -> Int {
    events.count { event in
      if case .markup(let markup) = event { markup.blocks.contains(where: isPicture) } else { false }
    }
  }

  private static func isPicture(_ block: Markup.Block) -> Bool {
    if case .picture = block { true } else { false }
  }

  private func lines(of event: Session.Event) -> Int {
    let text = ScreenHeight.lines(event, columns: StepScreen.columns)
    guard case .markup(let markup) = event else { return text }
    return markup.blocks.reduce(0) { sum, block in
      guard case .picture(let picture) = block else {
        return sum + ScreenHeight.lines(Markup([block]), columns: StepScreen.columns)
      }
      return sum + StepScreen.rows - picture.linesBeside + StepPictures.summaryLines(picture)
    }
  }

  /// What stands below a picture: its caption, its shape, its range and what the shades mean.
  private static func summaryLines(_ picture: Markup.Picture) -> Int {
    let words = DisplayWidth.columns(of: picture.caption) + picture.labels.joined(separator: " ").count + 70
    return (words + StepScreen.columns - 1) / StepScreen.columns
  }
}
