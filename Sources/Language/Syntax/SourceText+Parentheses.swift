extension SourceText {
  /// A text without parentheses that stand around all of it, to be put between others.
  func bareText(_ span: Span) -> String {
    var inner = span
    while let next = insideParentheses(inner) { inner = next }
    return text(inner)
  }

  /// What the parentheses enclose that begin and end a text; nil where it has none, as in `(a) * (b)`.
  private func insideParentheses(_ span: Span) -> Span? {
    let range = span.range
    guard range.count > 2, bytes[range.lowerBound] == UInt8(ascii: "("),
      bytes[range.upperBound - 1] == UInt8(ascii: ")")
    else { return nil }
    var depth = 0
    for position in range {
      if bytes[position] == UInt8(ascii: "(") { depth += 1 }
      if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0, position < range.upperBound - 1 { return nil }
    }
    return depth == 0 ? Span(range.lowerBound + 1, range.upperBound - 1) : nil
  }
}
