/// A diagnostic as markup: the sentence, the source with carets and labels, the call chain, the suggestion.
///
///     error[E0203]: kernel has 3 channels, the picture has 1
///       In[4]:1  conv(x, w)
///                     ─  ─ 8 filters [8, 3, 3, 3]
///                     └ picture [1, 28, 28]
///       help: a filter has as many channels as the picture: [8, 1, 3, 3]
package struct DiagnosticRenderer {
  private let diagnostic: Diagnostic
  private var markup = Markup()

  package static func render(_ diagnostic: Diagnostic) -> Markup {
    var renderer = DiagnosticRenderer(diagnostic)
    renderer.renderAll()
    return renderer.markup
  }

  private init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  private mutating func renderAll() {
    let severity = diagnostic.contents.severity
    let style: Markup.Style = severity == .error ? .error : severity == .warning ? .warning : .note
    if diagnostic.code == .interrupted {
      markup.line(diagnostic.message, style)
      help()
      return
    }
    markup.sentence(
      .init("\(severity.rawValue)[\(diagnostic.code.rawValue)]: ", style), .init(diagnostic.message, .strong))
    if let source = diagnostic.source { excerpts(source) }
    callChain()
    help()
  }

  private mutating func help() {
    for (index, line) in (diagnostic.help ?? "").split(separator: "\n").enumerated() {
      markup.sentence(.init(index == 0 ? "  help: " : "        ", .note), .init(String(line)))
    }
  }

  /// Where the functions were called, innermost first; a function that calls itself at one place is said once.
  private mutating func callChain() {
    var previous: Diagnostic.Call?
    for call in diagnostic.contents.calls {
      defer { previous = call }
      if let previous, previous.source === call.source, previous.span == call.span { continue }
      markup.line(
        .init("  in \(call.function), called at ", .dim), .init(place(call.source, call.span.start), .dim),
        .init("  " + firstLine(call.source.text(call.span)), .code))
    }
  }

  private func place(_ source: SourceText, _ offset: Int32) -> String {
    "\(source.name):\(source.line(of: Int(offset)))"
  }

  private func firstLine(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    return line.count <= 60 ? line : line.prefix(59) + "…"
  }

  /// Each line that a label stands on, from the top.
  private mutating func excerpts(_ source: SourceText) {
    let byLine = Dictionary(grouping: diagnostic.labels.enumerated()) {
      source.line(of: Int($0.element.span.start))
    }
    for line in byLine.keys.sorted() {
      let labels = (byLine[line] ?? []).sorted { $0.element.span.start < $1.element.span.start }
      excerpt(source, line, labels.map { ($0.offset, $0.element) })
    }
  }

  private struct Mark {
    var column: Int
    var width: Int
    var text: String
    var style: Markup.Style
  }

  private mutating func excerpt(_ source: SourceText, _ line: Int, _ labels: [(Int, Diagnostic.Label)]) {
    let window = LineWindow(source, line, focus: labels.first.map { $0.1.span } ?? Span(0, 0))
    let head = "  \(source.name):\(line)  "
    let indent = DisplayWidth.columns(of: head)
    var marks: [Mark] = []
    for (index, label) in labels {
      let (column, width) = window.place(label.span)
      let style: Markup.Style = labels.count == 1 && label.text.isEmpty ? .error : .label(index)
      marks.append(Mark(column: indent + column, width: max(width, 1), text: label.text, style: style))
    }
    markup.line(.init(head, .dim), .init(window.text))
    underline(marks)
    connectors(marks)
  }

  /// One line with a stroke below each label's place; the last one's text stands behind it.
  private mutating func underline(_ marks: [Mark]) {
    var spans: [Markup.Span] = []
    var column = 0
    for (index, mark) in marks.enumerated() where mark.column >= column {
      spans.append(.init(String(repeating: " ", count: mark.column - column)))
      let isLast = index == marks.count - 1
      spans.append(.init(String(repeating: "─", count: mark.width), mark.style))
      if isLast, !mark.text.isEmpty { spans.append(.init(" " + mark.text, mark.style)) }
      column = mark.column + mark.width
    }
    markup.blocks.append(.line(spans))
  }

  /// The other labels' texts, each below its stroke, from right to left.
  private mutating func connectors(_ marks: [Mark]) {
    for index in marks.indices.dropLast().reversed() where !marks[index].text.isEmpty {
      var spans: [Markup.Span] = []
      var column = 0
      for earlier in marks[..<index] where !earlier.text.isEmpty && earlier.column >= column {
        spans.append(.init(String(repeating: " ", count: earlier.column - column)))
        spans.append(.init("│", earlier.style))
        column = earlier.column + 1
      }
      let mark = marks[index]
      spans.append(.init(String(repeating: " ", count: max(0, mark.column - column))))
      spans.append(.init("└ \(mark.text)", mark.style))
      markup.blocks.append(.line(spans))
    }
  }
}

/// The part of a source line that a message shows: all of it, or what surrounds the place in a long one. Tabs become
/// spaces, so that columns can be counted.
private struct LineWindow {
  private(set) var text = ""
  /// The display column at which each byte offset of the line starts.
  private var columns: [Int: Int] = [:]
  private let range: Range<Int>
  private let end: Int

  private static let widest = 100

  init(_ source: SourceText, _ line: Int, focus: Span) {
    range = source.range(ofLine: line)
    var start = range.lowerBound
    var isCut = false
    if range.count > LineWindow.widest, Int(focus.start) - start > LineWindow.widest / 2 {
      start = Int(focus.start) - LineWindow.widest / 3
      while start < range.upperBound, source.bytes[start] & 0xC0 == 0x80 { start += 1 }
      isCut = true
    }
    var column = 0
    if isCut {
      text = "…"
      column = 1
    }
    var offset = start
    for character in String(decoding: source.bytes[start..<range.upperBound], as: UTF8.self) {
      columns[offset] = column
      let width = character == "\t" ? 4 - column % 4 : DisplayWidth.columns(of: character)
      guard column + width <= LineWindow.widest else {
        text += "…"
        break
      }
      text += character == "\t" ? String(repeating: " ", count: width) : String(character)
      column += width
      offset += character.utf8.count
    }
    columns[offset] = column
    end = column
  }

  /// The display column and width of a span; one that goes beyond the line ends with it.
  func place(_ span: Span) -> (column: Int, width: Int) {
    let start = column(atOrBefore: Int(span.start))
    let stop = Int(span.end) >= range.upperBound ? end : column(atOrBefore: Int(span.end))
    return (start, max(1, stop - start))
  }

  private func column(atOrBefore offset: Int) -> Int {
    var offset = offset
    while offset > range.lowerBound, columns[offset] == nil { offset -= 1 }
    return columns[offset] ?? (offset <= range.lowerBound ? 0 : end)
  }
}
