extension Parser {
  /// `show x`, `show x, range=[0, 1], caption="…"`, `show y = conv(x, k)`, and the same as people write a call: `show(x, range=[0, 1])`.
  mutating func showStatement() throws(Diagnostic) -> Int32 {
    let word = advance()
    var positional: [Int32] = []
    var named: [(name: Int32, value: Int32)] = []
    var names: Set<Int32> = []
    if current.kind == .leftParenthesis, isWholeStatement(closing[currentIndex]) {
      advance()
      try within(newlinesIgnored: true) { (parser: inout Parser) throws(Diagnostic) in
        while parser.current.kind != .rightParenthesis {
          try parser.argument(&positional, &named, &names)
          guard parser.accept(.comma) else { break }
        }
      }
      skipNewlines()
      try expect(.rightParenthesis, "to close the parentheses")
    } else {
      positional = [try isAssignment ? statement() : expression()]
      while accept(.comma) {
        continueLine()
        try argument(&positional, &named, &names)
      }
    }
    guard positional.count == 1, let value = positional.first else { throw notOne(word, positional) }
    let list = tree.list(
      [1, Int32(named.count), value] + named.flatMap { [$0.name, $0.value] })
    return try node(
      .show, value, list, at: word.span.joined(previousSpan), over: [value] + named.map(\.value))
  }

  /// Whether a statement ends behind a parenthesis.
  private func isWholeStatement(_ close: Int32) -> Bool {
    guard close >= 0, Int(close) + 1 < tokens.count else { return false }
    // A line that begins with `|>` goes on with what stands before it.
    var next = Int(close) + 1
    while next < tokens.count - 1, tokens[next].kind == .newline { next += 1 }
    if tokens[next].kind == .pipe { return false }
    switch tokens[Int(close) + 1].kind {
    case .newline, .semicolon, .rightBrace, .endOfInput: return true
    default: return false
    }
  }

  private func notOne(_ word: Token, _ positional: [Int32]) -> Diagnostic {
    guard positional.count > 1 else {
      return Diagnostic(
        .missingArgument, "`show` needs what it is to draw", at: word.span.joined(previousSpan),
        in: tree.source, help: "show x")
    }
    let second = tree.nodes[Int(positional[1])]
    let text = tree.source.text(span(positional[1]))
    if second.kind == .string {
      return Diagnostic(
        .extraArgument, "`show` takes its options by name", at: span(positional[1]), in: tree.source,
        help:
          "show \(tree.source.text(span(positional[0]))), \(text.contains(".") ? "file" : "caption")=\(text)")
    }
    let values = positional.map { tree.source.text(span($0)) }.joined(separator: ", ")
    return Diagnostic(
      .extraArgument, "`show` draws one value, not \(positional.count)", at: span(positional[1]),
      in: tree.source,
      help: "show list(\(values)) draws them side by side; options are given by name: range=[0, 1]")
  }
}
