extension SourceText {
  /// A comment, from its `#` to the end of its line.
  package struct Comment: Sendable {
    package let span: Span
    /// Counted from 1.
    package let line: Int
    /// Whether program text stands before it on its line.
    package let isTrailing: Bool
  }

  /// The comments in the order of the text; none where the text cannot be read.
  package var comments: [Comment] {
    guard let tokens = try? Lexer.tokenize(self) else { return [] }
    var comments: [Comment] = []
    var end = 0
    var isTrailing = false
    for token in tokens {
      // White space and comments are all that stands between two tokens, and a line break is a token.
      let gap = end..<Int(token.span.start)
      if let start = bytes[gap].firstIndex(of: UInt8(ascii: "#")) {
        let line = line(of: start)
        let span = Span(start, min(gap.upperBound, range(ofLine: line).upperBound))
        comments.append(Comment(span: span, line: line, isTrailing: isTrailing))
      }
      end = Int(token.span.end)
      isTrailing = token.kind != .newline
    }
    return comments
  }
}
