/// Finds the partner of every bracket in one pass, and the first that has none.
struct BracketMatcher {
  /// For the index of an opening bracket's token, the index of its closing one; -1 elsewhere.
  private(set) var closing: [Int32]

  init(_ tokens: [Token], _ source: SourceText) throws(Diagnostic) {
    closing = [Int32](repeating: -1, count: tokens.count)
    var open: [Int] = []
    for (position, token) in tokens.enumerated() {
      switch token.kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open.append(position)
      case .rightParenthesis, .rightBracket, .rightBrace:
        guard let opener = open.popLast() else {
          throw Diagnostic(
            .unclosed, "this \(token.kind.label) has no opening bracket", at: token.span, in: source)
        }
        guard BracketMatcher.partner(tokens[opener].kind) == token.kind else {
          throw Diagnostic(
            .unclosed,
            "\(tokens[opener].kind.label) is closed by \(token.kind.label)", in: source,
            labels: [
              .init(span: tokens[opener].span, text: "opened here"),
              .init(span: token.span, text: "\(BracketMatcher.partner(tokens[opener].kind).label) expected"),
            ])
        }
        closing[opener] = Int32(position)
      default: break
      }
    }
    guard let opener = open.last else { return }
    throw Diagnostic(
      .unclosed, "\(tokens[opener].kind.label) is never closed", in: source,
      labels: [.init(span: tokens[opener].span, text: "opened here")],
      help: "\(BracketMatcher.partner(tokens[opener].kind).label) is missing", isIncomplete: true)
  }

  private static func partner(_ kind: Token.Kind) -> Token.Kind {
    switch kind {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    default: .rightBrace
    }
  }
}
