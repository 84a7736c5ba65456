import Engine

/// What the language and the notebook say: blocks of styled text, tensors and pictures. A front end turns it into ANSI,
/// plain text, Markdown or HTML; nothing here knows a terminal.
package struct Markup: Sendable {
  package var blocks: [Block] = []

  package init(_ blocks: [Block] = []) { self.blocks = blocks }

  package enum Block: Sendable {
    /// One line of text, not to be wrapped: tables, source excerpts, carets.
    case line([Span])
    /// Prose, wrapped to the width at hand.
    case paragraph([Span])
    /// One line of prose, wrapped where a person reads it; where a program does, it stays one line.
    case sentence([Span])
    /// A picture or a heat map of a tensor: `[H, W]`, `[C, H, W]` or `[N, C, H, W]`, or a vector as one row.
    case picture(Picture)
    case plot(Plot)
    /// A drawing; `text` stands for it where only text is shown.
    case figure(Figure, text: Markup)
    /// Screens to be looked at one after the other.
    case frames([Markup])
  }

  package struct Span: Sendable, Equatable {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  package enum Style: Sendable, Equatable {
    case plain, heading, strong, dim, code, number, string
    case error, warning, note, success
    /// Parts that belong together in one message share a number: an operand's caret and its label.
    case label(Int)
  }

  package struct Picture: Sendable {
    package var tensor: Tensor
    package var caption: String
    /// Elements to mark, as (row, column) counted from 0, for example the window that an explanation speaks of.
    package var marked: [(row: Int, column: Int)]
    /// Values drawn darkest and lightest; nil: as `DrawnScale` says.
    package var range: ClosedRange<Double>?
    /// Whether each picture of a batch has a scale of its own.
    package var hasOwnScales = false
    /// A few lines beside numbers that are there already, and no more words.
    package var isThumbnail: Bool
    /// A picture for its own sake, as in a book: never as numbers, and nothing below it but its caption.
    package private(set) var isIllustration = false
    /// What stands below each of a batch's pictures; empty for nothing.
    package var labels: [String]
    /// What stands at its sides; nil for nothing.
    package var names: Names?
    /// How many lines of a screen stand beside it and are to stay in sight.
    package var linesBeside = 0

    /// The names of a table's rows and columns.
    package struct Names: Sendable {
      package var rows: [String]
      package var columns: [String]
      package var rowTitle: String
      package var columnTitle: String
    }

    package init(
      _ tensor: Tensor, caption: String = "", marked: [(row: Int, column: Int)] = [],
      range: ClosedRange<Double>? = nil, isThumbnail: Bool = false, labels: [String] = []
    ) {
      self.tensor = tensor
      self.caption = caption
      self.marked = marked
      self.range = range
      self.isThumbnail = isThumbnail
      self.labels = labels
    }

    /// - Parameter tensor: a picture with values from 0 to 1.
    package static func illustration(_ tensor: Tensor, caption: String) -> Picture {
      var picture = Picture(tensor, caption: caption, range: 0...1)
      picture.isIllustration = true
      return picture
    }
  }
}

extension Markup {
  package mutating func line(_ spans: Span...) { blocks.append(.line(spans)) }
  package mutating func line(_ text: String, _ style: Style = .plain) {
    blocks.append(.line([Span(text, style)]))
  }
  package mutating func paragraph(_ text: String, _ style: Style = .plain) {
    blocks.append(.paragraph([Span(text, style)]))
  }
  package mutating func sentence(_ spans: Span...) { blocks.append(.sentence(spans)) }
  package mutating func append(_ other: Markup) { blocks += other.blocks }

  package var isEmpty: Bool { blocks.isEmpty }

  /// The text alone, unwrapped; a picture is its caption.
  package var plainText: String {
    blocks.map { block in
      switch block {
      case .line(let spans), .paragraph(let spans), .sentence(let spans): spans.map(\.text).joined()
      case .picture(let picture): picture.caption
      case .plot(let plot): plot.title
      case .figure(_, let text): text.plainText
      case .frames(let frames): frames.map(\.plainText).joined(separator: "\n\n")
      }
    }.joined(separator: "\n")
  }
}
