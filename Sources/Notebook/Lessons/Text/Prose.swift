import Language

/// The text of a cell in one language, as paragraphs.
package struct Prose: Sendable, Equatable {
  package enum Block: Sendable, Equatable {
    /// Wrapped to the width at hand. A list item keeps its `- ` or `1. `.
    case paragraph(String)
    /// A line that stays as it is: indented code, a table, a formula.
    case verbatim(String)
    case gap
  }

  package private(set) var blocks: [Block] = []

  package var isEmpty: Bool { blocks.isEmpty }

  /// - Parameter lines: the lines of the block without their `# `. Consecutive ones are a paragraph; an empty line ends
  ///   it; `- ` and `1. ` begin an item, whose further lines are indented; other lines with two spaces in front stay as
  ///   they are.
  package init(lines: [String]) {
    var isItem = false
    for line in lines {
      let text = String(line.drop { $0 == " " })
      let isIndented = line.hasPrefix("  ")
      if text.isEmpty {
        if let last = blocks.last, last != .gap { blocks.append(.gap) }
        isItem = false
      } else if Prose.item(text) != nil {
        blocks.append(.paragraph(line))
        isItem = true
      } else if isIndented && !isItem {
        blocks.append(.verbatim(line))
      } else if case .paragraph(let start)? = blocks.last, isIndented == isItem {
        blocks[blocks.count - 1] = .paragraph(Prose.join(start, text))
      } else {
        blocks.append(.paragraph(text))
        isItem = false
      }
    }
    if blocks.last == .gap { blocks.removeLast() }
  }

  /// What a paragraph says as an item of a list, behind its `- ` or `1. `; nil for one that is none.
  package static func item(_ paragraph: some StringProtocol) -> (text: String, isNumbered: Bool)? {
    let text = paragraph.drop { $0 == " " }
    let marker = text.prefix { $0 != " " }
    guard marker.count < text.count else { return nil }
    let rest = String(text.dropFirst(marker.count + 1))
    if marker == "-" || marker == "•" { return (rest, false) }
    guard marker.count > 1, marker.hasSuffix("."),
      marker.dropLast().allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return (rest, true)
  }

  /// Two lines of one paragraph: with a space between, but not beside a Chinese character, which needs none.
  private static func join(_ start: String, _ next: String) -> String {
    let isWide = { (character: Character?) in character.map { DisplayWidth.columns(of: $0) == 2 } ?? false }
    return start + (isWide(start.last) || isWide(next.first) ? "" : " ") + next
  }

  package var markup: Markup {
    var markup = Markup()
    for block in blocks {
      switch block {
      case .paragraph(let text): markup.blocks.append(.paragraph(Prose.spans(text)))
      case .verbatim(let text): markup.blocks.append(.line(Prose.spans(text)))
      case .gap: markup.line("")
      }
    }
    return markup
  }

  /// All of it in one line, without backticks.
  package var plainText: String {
    blocks.compactMap { block in
      switch block {
      case .paragraph(let text): text
      case .verbatim(let text): String(text.drop { $0 == " " })
      case .gap: nil
      }
    }.joined(separator: " ").filter { $0 != "`" }
  }

  /// Text with what stands between backticks as code; the backticks stay, for terminals without colours.
  package static func spans(_ text: String, _ style: Markup.Style = .plain) -> [Markup.Span] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 2, parts.count % 2 == 1 else { return [Markup.Span(text, style)] }
    var spans: [Markup.Span] = []
    for (index, part) in parts.enumerated() where index % 2 == 1 || !part.isEmpty {
      spans.append(index % 2 == 1 ? Markup.Span("`\(part)`", .code) : Markup.Span(String(part), style))
    }
    return spans
  }
}
