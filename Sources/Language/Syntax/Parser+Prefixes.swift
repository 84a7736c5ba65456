/// What stands behind the words that a statement begins with: `time net = train(…)`, `show y = conv(x, k)`.
extension Parser {
  /// Whether a token begins what is no expression, and a word takes it all the same.
  func startsStatement(_ token: Token, behind kind: Node.Kind) -> Bool {
    switch token.kind {
    case .for, .while, .leftBrace: kind == .time
    default: false
    }
  }

  /// The rest of a statement behind its first word: for `time` any statement or block, else an expression.
  mutating func statement(behind kind: Node.Kind, _ word: Token) throws(Diagnostic) -> Int32 {
    switch kind {
    case .time:
      // A statement may begin with the same word again.
      return try nested { (parser: inout Parser) throws(Diagnostic) in
        try parser.current.kind == .leftBrace ? parser.block() : parser.statement()
      }
    case .explain, .slide:
      guard isAssignment else { return try expression() }
      let (word, name) = (tree.source.text(word.span), tree.source.text(current.span))
      throw Diagnostic(
        .invalidAssignment, "`\(word)` takes an expression, and not an assignment", at: peek(1).span,
        in: tree.source, help: "assign it first: \(name) = …; \(word) \(name)[1, 1]")
    default: return try expression()
    }
  }

  /// Whether an assignment begins at the token at hand: `name =` or `name[…] =`.
  var isAssignment: Bool {
    guard current.kind == .identifier else { return false }
    if peek(1).kind == .assign { return true }
    let open = currentIndex + 1
    guard tokens[open].kind == .leftBracket, closing[open] >= 0 else { return false }
    return tokens[min(Int(closing[open]) + 1, tokens.count - 1)].kind == .assign
  }
}
