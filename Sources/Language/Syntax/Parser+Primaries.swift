extension Parser {
  mutating func primary() throws(Diagnostic) -> Int32 {
    let token = current
    switch token.kind {
    case .number: return try number(advance())
    case .string, .template: return try string(advance())
    case .identifier:
      advance()
      return node(.name, tree.name(tree.source.text(token.span)), at: token.span)
    case .true, .false, .none:
      advance()
      return node(token.kind == .true ? .true : token.kind == .false ? .false : .none, at: token.span)
    case .end:
      guard isInIndex else { throw unexpected("a value", help: endAdvice) }
      advance()
      return node(.end, at: token.span)
    case .leftParenthesis: return try parenthesized()
    case .leftBracket: return try tensor()
    case .if: return try conditional()
    default: throw unexpected("a value")
    }
  }

  private mutating func number(_ token: Token) throws(Diagnostic) -> Int32 {
    let text = tree.source.text(token.span).filter { $0 != "_" }
    switch WrittenNumber(text) {
    case .double(let value)?:
      tree.numbers.append(value)
      return node(.number, Int32(tree.numbers.count - 1), at: token.span)
    case .whole(let value)?:
      tree.wholes.append(value)
      return node(.whole, Int32(tree.wholes.count - 1), at: token.span)
    case .unheld(let nearest)?:
      throw Diagnostic(
        .invalidNumber, WrittenNumber.message(for: text), at: token.span, in: tree.source,
        help: nearest.map { "write `\($0)` if the nearest such number will do" })
    case nil: throw Diagnostic(.invalidNumber, "`\(text)` is not a number", at: token.span, in: tree.source)
    }
  }

  private mutating func string(_ token: Token) throws(Diagnostic) -> Int32 {
    if let format = formatMethod(of: token) { throw format }
    let parts = try StringLiteral.parts(token.span, in: tree.source, isTemplate: token.kind == .template)
    var nodes: [Int32] = []
    for part in parts {
      switch part {
      case .text(let text):
        tree.strings.append(text)
        nodes.append(node(.string, Int32(tree.strings.count - 1), at: token.span))
      case .expression(let range): nodes.append(try templatePart(range))
      }
    }
    if token.kind == .string { return nodes[0] }
    return try node(.template, tree.list(nodes), at: token.span, over: nodes)
  }

  /// The expression in `{…}` of a string, parsed in place so that its spans point into the string.
  mutating func templateValue(_ range: Range<Int>) throws(Diagnostic) -> Int32 {
    var lexer = Lexer(tree.source, from: range.lowerBound, to: range.upperBound)
    let tokens = try lexer.run()
    let brackets = try BracketMatcher(tokens, tree.source)
    let outer = (self.tokens, closing, position)
    (self.tokens, closing, position) = (tokens, brackets.closing, 0)
    defer { (self.tokens, closing, position) = outer }
    let value = try nested { (parser: inout Parser) throws(Diagnostic) in try parser.expression() }
    guard current.kind == .endOfInput else { throw unexpected("`}`") }
    return value
  }

  mutating func parenthesized() throws(Diagnostic) -> Int32 {
    let open = advance()
    let value = try within(newlinesIgnored: true) { (parser: inout Parser) throws(Diagnostic) in
      guard parser.current.kind != .rightParenthesis else {
        throw parser.unexpected("a value", help: "() is not a value; none is")
      }
      return try parser.expression()
    }
    skipNewlines()
    if current.kind == .comma {
      guard takesTuples else { throw severalValues(behind: value) }
      return try tuple(open, value)
    }
    let close = try expect(.rightParenthesis, "to close the parenthesis")
    tree.spans[Int(value)] = open.span.joined(close.span)
    return value
  }

  private mutating func conditional() throws(Diagnostic) -> Int32 {
    let word = advance()
    continueLine()
    let condition = try self.condition("if")
    continueLine()
    guard current.kind == .leftBrace else {
      throw unexpected("`{` after the condition", help: "if c { … } else { … }")
    }
    let then = try block()
    var otherwise: Int32 = -1
    if nextIsElse() {
      if !ignoresNewlines { skipNewlines() }
      advance()
      continueLine()
      otherwise =
        current.kind == .if
        ? try nested { (parser: inout Parser) throws(Diagnostic) in try parser.conditional() } : try block()
    }
    let last = otherwise >= 0 ? otherwise : then
    return try node(
      .if, condition, then, otherwise, at: word.span.joined(span(last)), over: [condition, then, otherwise])
  }

  private func nextIsElse() -> Bool {
    var index = position
    while tokens[index].kind == .newline { index += 1 }
    return tokens[index].kind == .else
  }

  // MARK: Tensors

  private mutating func tensor() throws(Diagnostic) -> Int32 {
    let open = advance()
    let rows = try within(newlinesIgnored: true, tensor: true) { (parser: inout Parser) throws(Diagnostic) in
      try parser.rows()
    }
    skipNewlines()
    let close = try expect(.rightBracket, "to close the tensor")
    var entries: [Int32] = [Int32(rows.count)]
    for row in rows { entries += [Int32(row.count)] + row }
    return try node(
      .tensor, tree.list(entries), at: open.span.joined(close.span), over: rows.flatMap(\.self))
  }

  private mutating func rows() throws(Diagnostic) -> [[Int32]] {
    var rows: [[Int32]] = []
    var row: [Int32] = []
    let open = currentIndex - 1
    while current.kind != .rightBracket {
      row.append(try expression())
      switch current.kind {
      case .comma: advance()
      case .semicolon:
        advance()
        rows.append(row)
        row = []
      case .rightBracket: break
      case .colon: throw unexpected("`]`", help: "a range has a first and a last number: 1:3")
      default: throw missingComma(after: row[row.count - 1], in: open)
      }
    }
    if !row.isEmpty { rows.append(row) }
    return rows
  }

  /// - Parameter open: the tensor's bracket.
  private func missingComma(after element: Int32, in open: Int) -> Diagnostic {
    guard startsElement(current.kind) else { return unexpected("`,`, `;` or `]`") }
    var ahead = self
    let next = (try? ahead.expression()).map { ahead.span($0) } ?? current.span
    let (a, b) = (tree.source.text(span(element)), tree.source.text(next))
    return Diagnostic(
      .missingComma, "elements are separated by commas, rows by semicolons",
      at: span(element).joined(next), in: tree.source,
      help: "write \(withCommas(open).map { "`\($0)`" } ?? "\(a), \(b) or \(a); \(b)")")
  }

  /// `[1, 2; 3, 4]` for `[1 2; 3 4]`; nil where its elements are more than numbers and names.
  private func withCommas(_ open: Int) -> String? {
    guard open >= 0, tokens[open].kind == .leftBracket, closing[open] >= 0 else { return nil }
    let inside = tree.source.text(
      Span(Int(tokens[open].span.end), Int(tokens[Int(closing[open])].span.start)))
    guard inside.utf8.count <= 60,
      inside.allSatisfy({ $0.isLetter || $0.isNumber || " ,;._-\n".contains($0) })
    else { return nil }
    let rows = inside.split(whereSeparator: { $0 == ";" || $0 == "\n" })
    let texts = rows.map { $0.split(whereSeparator: { $0 == " " || $0 == "," }).joined(separator: ", ") }
    return "[\(texts.filter { !$0.isEmpty }.joined(separator: "; "))]"
  }

  private func startsElement(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .number, .identifier, .string, .template, .leftParenthesis, .leftBracket, .true, .false, .minus: true
    default: false
    }
  }

  // MARK: Calls, indices, fields

  mutating func postfixes(of start: Int32) throws(Diagnostic) -> Int32 {
    var value = start
    while true {
      switch current.kind {
      case .leftParenthesis where !isSeparate(current): value = try call(value, first: nil)
      case .leftBracket where !isSeparate(current):
        let indices = try self.indices()
        value = try node(
          .index, value, tree.list(indices), at: span(value).joined(previousSpan), over: [value] + indices)
      case .transpose:
        advance()
        value = try node(.transpose, value, at: span(value).joined(previousSpan), over: [value])
      case .dot:
        advance()
        guard current.kind == .identifier else { throw unexpected("a field's name after `.`") }
        let name = tree.name(tree.source.text(advance().span))
        value = try node(.field, value, name, at: span(value).joined(previousSpan), over: [value])
      default: return value
      }
    }
  }

  /// In a tensor, `[a (b)]` and `[a [b]]` are two elements that lack their comma, not a call or an index.
  private func isSeparate(_ token: Token) -> Bool { isInTensor && token.spaceBefore }

  /// `f"…"`, as Python writes it.
  private var isPrefixedString: Bool {
    (current.kind == .string || current.kind == .template) && !current.spaceBefore && position > 0
      && tokens[position - 1].kind == .identifier
  }

  private var isBehindForeignWord: Bool { Parser.foreignStatements[tree.source.text(previousSpan)] != nil }

  var previousSpan: Span { tokens[max(position - 1, 0)].span }

  /// `(arguments)` behind a callee; `first` is what a pipeline hands on.
  mutating func call(_ callee: Int32, first: Int32?) throws(Diagnostic) -> Int32 {
    let outer = enclosingCall
    enclosingCall = (callee, first, currentIndex)
    defer { enclosingCall = outer }
    advance()
    var positional: [Int32] = first.map { [$0] } ?? []
    var named: [(name: Int32, value: Int32)] = []
    var names: Set<Int32> = []
    try within(newlinesIgnored: true) { (parser: inout Parser) throws(Diagnostic) in
      while parser.current.kind != .rightParenthesis {
        try parser.argument(&positional, &named, &names)
        guard parser.accept(.comma) else { break }
      }
    }
    skipNewlines()
    guard current.kind == .rightParenthesis else {
      throw unexpected(
        "`,` or `)`",
        help: startsElement(current.kind) && !isPrefixedString && !isBehindForeignWord
          ? "a comma is missing between the arguments" : nil)
    }
    advance()
    let list = tree.list(
      [Int32(positional.count), Int32(named.count)] + positional + named.flatMap { [$0.name, $0.value] })
    let start = first.map { span($0).joined(span(callee)) } ?? span(callee)
    return try node(
      .call, callee, list, at: start.joined(previousSpan), over: [callee] + positional + named.map(\.value))
  }

  mutating func argument(
    _ positional: inout [Int32], _ named: inout [(name: Int32, value: Int32)], _ names: inout Set<Int32>
  ) throws(Diagnostic) {
    guard current.kind == .identifier, peek(1).kind == .assign else {
      let value = try expression()
      guard named.isEmpty else {
        throw Diagnostic(
          .extraArgument, "a positional argument follows a named one", at: span(value),
          in: tree.source, help: "put the named ones last")
      }
      positional.append(value)
      return
    }
    let token = advance()
    let name = tree.name(tree.source.text(token.span))
    advance()
    guard names.insert(name).inserted else {
      throw Diagnostic(
        .repeatedArgument, "`\(tree.source.text(token.span))` is given twice", at: token.span, in: tree.source
      )
    }
    named.append((name, try expression()))
  }

  /// `[i, j]`, the brackets included.
  mutating func indices() throws(Diagnostic) -> [Int32] {
    advance()
    let indices = try within(newlinesIgnored: true, index: true) {
      (parser: inout Parser) throws(Diagnostic) in
      var indices: [Int32] = []
      while parser.current.kind != .rightBracket {
        indices.append(try parser.indexExpression())
        guard parser.accept(.comma) else { break }
      }
      return indices
    }
    skipNewlines()
    guard current.kind == .rightBracket else { throw unexpected("`,` or `]`") }
    advance()
    guard !indices.isEmpty else {
      throw Diagnostic(
        .indexCount, "there is no index between the brackets", at: previousSpan, in: tree.source,
        help: "x[1, 2] is an element, x[1, :] a row")
    }
    return indices
  }

  private mutating func indexExpression() throws(Diagnostic) -> Int32 {
    let start = self
    if current.kind == .colon {
      let colon = advance()
      if current.kind == .comma || current.kind == .rightBracket { return node(.all, at: colon.span) }
      throw start.openRange("a range needs its first index", at: colon.span)
    }
    let value = try expression()
    if current.kind == .colon { throw start.openRange("a range needs its last index", at: current.span) }
    return value
  }
}
