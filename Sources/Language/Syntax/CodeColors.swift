/// A text of the language as pieces in the colours of what they are, for a front end that shows code.
package enum CodeColors {
  /// The pieces are the whole text, in order; nil where it cannot be read.
  package static func spans(of text: String, functions: Set<String>) -> [Markup.Span]? {
    let source = SourceText(name: "", text)
    guard let tokens = try? Lexer.tokenize(source) else { return nil }
    var spans: [Markup.Span] = []
    var end = 0
    func add(_ span: Span, _ style: Markup.Style) {
      // Between tokens stand white space and comments.
      if Int(span.start) > end {
        let between = source.text(Span(end, Int(span.start)))
        spans.append(.init(between, between.contains("#") ? .dim : .plain))
      }
      if span.end > span.start { spans.append(.init(source.text(span), style)) }
      end = max(end, Int(span.end))
    }
    for (index, token) in tokens.enumerated() where token.kind != .newline {
      let next = index + 1 < tokens.count ? tokens[index + 1].kind : .endOfInput
      let isFirst = index == 0
      add(token.span, style(token, source, isFirst: isFirst, isCalled: next == .leftParenthesis, functions))
    }
    add(Span(source.bytes.count, source.bytes.count), .plain)
    return spans
  }

  private static func style(
    _ token: Token, _ source: SourceText, isFirst: Bool, isCalled: Bool, _ functions: Set<String>
  ) -> Markup.Style {
    switch token.kind {
    case .number: return .number
    case .string, .template: return .string
    case .identifier:
      let name = source.text(token.span)
      if isFirst, WordLists.statements.contains(name), !isCalled { return .strong }
      return functions.contains(name) ? .code : .plain
    default: return Token.keywords.values.contains(token.kind) ? .strong : .plain
    }
  }
}
