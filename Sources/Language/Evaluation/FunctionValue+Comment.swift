extension FunctionValue {
  /// The comment lines straight above it, without their signs: what help says of a function of one's own. Empty where there
  /// are none.
  package var comment: [String] {
    let source = program.source
    var lines: [String] = []
    var line = source.line(of: Int(syntax.span.start)) - 1
    while line >= 1, let text = FunctionValue.comment(source.text(Span(source.range(ofLine: line)))) {
      lines.append(text)
      line -= 1
    }
    return lines.reversed()
  }

  /// What a line says that is a comment and nothing else; nil for any other line. Markers of lessons and promised outputs
  /// are none.
  private static func comment(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.first == "#", !["# %%", "#=>", "#>", "#!"].contains(where: text.hasPrefix) else { return nil }
    return String(text.drop { $0 == "#" }.drop { $0 == " " })
  }
}

extension Span {
  fileprivate init(_ range: Range<Int>) { self.init(range.lowerBound, range.upperBound) }
}
