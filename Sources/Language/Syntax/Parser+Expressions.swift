extension Parser {
  mutating func expression() throws(Diagnostic) -> Int32 {
    try nested { (parser: inout Parser) throws(Diagnostic) in
      if let lambda = try parser.lambda() { return lambda }
      return try parser.pipeline(from: try parser.disjunction())
    }
  }

  /// `x -> body` or `(x, y) -> body`; nil for anything else.
  private mutating func lambda() throws(Diagnostic) -> Int32? {
    let start = current
    let parameters: [FunctionSyntax.Parameter]
    if start.kind == .identifier, peek(1).kind == .arrow {
      advance()
      parameters = [.init(name: tree.name(tree.source.text(start.span)), initial: -1, span: start.span)]
    } else if start.kind == .leftParenthesis, closing[currentIndex] >= 0,
      tokens[min(Int(closing[currentIndex]) + 1, tokens.count - 1)].kind == .arrow
    {
      parameters = try self.parameters(of: nil)
    } else {
      return nil
    }
    advance()
    let function = try functionBody(name: -1, parameters, from: start.span)
    let body = tree.functions[Int(function)].body
    return try node(.function, function, at: start.span.joined(span(body)), over: [body])
  }

  /// `value |> f(a) |> g`: each hands its value on as the first argument.
  mutating func pipeline(from start: Int32) throws(Diagnostic) -> Int32 {
    var value = start
    while nextIsPipe() {
      if !ignoresNewlines { skipNewlines() }
      advance()
      if !ignoresNewlines { skipNewlines() }
      let calleeToken = current
      let callee: Int32
      switch calleeToken.kind {
      case .identifier:
        advance()
        callee = node(.name, tree.name(tree.source.text(calleeToken.span)), at: calleeToken.span)
      case .leftParenthesis: callee = try parenthesized()
      default:
        throw unexpected(
          "a function's name after `|>`", help: "anything longer needs parentheses: x |> (t -> t + 1)")
      }
      if current.kind == .leftParenthesis, !current.spaceBefore || ignoresNewlines {
        value = try call(callee, first: value)
      } else {
        let arguments = tree.list([1, 0, value])
        value = try node(
          .call, callee, arguments, at: span(value).joined(span(callee)), over: [callee, value])
      }
      value = try postfixes(of: value)
    }
    return value
  }

  private func nextIsPipe() -> Bool {
    if current.kind == .pipe { return true }
    var index = position
    while tokens[index].kind == .newline { index += 1 }
    return tokens[index].kind == .pipe
  }

  // MARK: Operators, loosest first

  private mutating func disjunction() throws(Diagnostic) -> Int32 {
    var left = try conjunction()
    while current.kind == .or {
      left = try binary(.or, left) { (p: inout Parser) throws(Diagnostic) in try p.conjunction() }
    }
    return left
  }

  private mutating func conjunction() throws(Diagnostic) -> Int32 {
    var left = try negation()
    while current.kind == .and {
      left = try binary(.and, left) { (p: inout Parser) throws(Diagnostic) in try p.negation() }
    }
    return left
  }

  private mutating func negation() throws(Diagnostic) -> Int32 {
    guard current.kind == .not else { return try union() }
    let word = advance()
    continueLine()
    let operand = try nested { (parser: inout Parser) throws(Diagnostic) in try parser.negation() }
    return try node(.not, operand, at: word.span.joined(span(operand)), over: [operand])
  }

  private mutating func union() throws(Diagnostic) -> Int32 {
    var left = try intersection()
    while current.kind == .bar {
      left = try binary(.logicalOr, left) { [left] (p: inout Parser) throws(Diagnostic) in
        try p.refuseNot(behind: "|", left)
        return try p.intersection()
      }
    }
    return left
  }

  private mutating func intersection() throws(Diagnostic) -> Int32 {
    var left = try comparison()
    while current.kind == .ampersand {
      left = try binary(.logicalAnd, left) { [left] (p: inout Parser) throws(Diagnostic) in
        try p.refuseNot(behind: "&", left)
        return try p.comparison()
      }
    }
    return left
  }

  /// `a & not b & c`: what `not` takes could be read in two ways.
  private func refuseNot(behind operation: String, _ left: Int32) throws(Diagnostic) {
    guard current.kind == .not else { return }
    var ahead = self
    ahead.advance()
    let operand = (try? ahead.comparison()).map { tree.source.text(ahead.span($0)) } ?? "…"
    throw Diagnostic(
      .unexpectedToken, "`not` after `\(operation)` must be in parentheses", at: current.span,
      in: tree.source,
      help: "write `\(tree.source.text(span(left))) \(operation) (not \(operand))`")
  }

  private mutating func comparison() throws(Diagnostic) -> Int32 {
    let left = try range()
    guard let kind = Parser.comparisons[current.kind] else { return left }
    let result = try binary(kind, left) { (parser: inout Parser) throws(Diagnostic) in try parser.range() }
    guard Parser.comparisons[current.kind] != nil else { return result }
    let (first, middle) = (tree.source.text(span(result)), tree.source.text(span(tree.nodes[Int(result)].b)))
    let (place, operation) = (current.span, tree.source.text(current.span))
    advance()
    let last = (try? self.range()).map { tree.source.text(span($0)) } ?? "1"
    throw Diagnostic(
      .unexpectedToken, "comparisons do not chain", at: place, in: tree.source,
      help: "write `\(first) and \(middle) \(operation) \(last)`; for tensors "
        + "`\(first) & \(middle) \(operation) \(last)`")
  }

  private static let comparisons: [Token.Kind: Node.Kind] = [
    .equal: .equal, .notEqual: .notEqual, .less: .less, .lessEqual: .lessEqual, .greater: .greater,
    .greaterEqual: .greaterEqual,
  ]

  private mutating func range() throws(Diagnostic) -> Int32 {
    let first = try sum()
    guard current.kind == .colon, !isOpenRange() else { return first }
    advance()
    continueLine()
    let second = try sum()
    guard current.kind == .colon else {
      return try node(.range, first, second, at: span(first).joined(span(second)), over: [first, second])
    }
    advance()
    continueLine()
    let last = try sum()
    return try node(
      .range, first, last, second, at: span(first).joined(span(last)), over: [first, second, last])
  }

  /// `x[2:]` and `x[1::2]`, a Python habit: left for `indices` to name.
  private func isOpenRange() -> Bool {
    isInIndex && (peek(1).kind == .rightBracket || peek(1).kind == .comma || peek(1).kind == .colon)
  }

  /// What may stand between the colons of a range.
  mutating func bound() throws(Diagnostic) -> Int32 { try sum() }

  private mutating func sum() throws(Diagnostic) -> Int32 {
    var left = try product()
    while current.kind == .plus || current.kind == .minus {
      let operation = current
      if isInTensor, operation.spaceBefore, !peek(1).spaceBefore { throw ambiguousSign(left, operation) }
      left = try binary(operation.kind == .plus ? .add : .subtract, left) {
        (parser: inout Parser) throws(Diagnostic) in try parser.product()
      }
    }
    return left
  }

  private func ambiguousSign(_ left: Int32, _ sign: Token) -> Diagnostic {
    var ahead = self
    ahead.advance()
    let next = (try? ahead.product()).map { ahead.span($0) } ?? peek(1).span
    let (a, b) = (tree.source.text(span(left)), tree.source.text(next))
    let operation = tree.source.text(sign.span)
    return Diagnostic(
      .missingComma, "`\(a) \(operation)\(b)` can be read in two ways", at: span(left).joined(next),
      in: tree.source, help: "two elements: \(a), \(operation)\(b)   one: \(a) \(operation) \(b)")
  }

  private mutating func product() throws(Diagnostic) -> Int32 {
    let kinds: [Token.Kind: Node.Kind] = [
      .star: .multiply, .slash: .divide, .at: .matrixProduct, .percent: .remainder,
    ]
    var left = try unary()
    while let kind = kinds[current.kind] {
      if kind == .remainder, let format = percentFormat(left) { throw format }
      left = try binary(kind, left) { (parser: inout Parser) throws(Diagnostic) in try parser.unary() }
    }
    return left
  }

  /// What stands behind a `%`.
  mutating func operandOfPercent() throws(Diagnostic) -> Int32 { try unary() }

  private mutating func unary() throws(Diagnostic) -> Int32 {
    guard current.kind == .minus || current.kind == .plus else { return try power() }
    let sign = advance()
    continueLine()
    let operand = try nested { (parser: inout Parser) throws(Diagnostic) in try parser.unary() }
    guard sign.kind == .minus else { return operand }
    return try node(.negate, operand, at: sign.span.joined(span(operand)), over: [operand])
  }

  private mutating func power() throws(Diagnostic) -> Int32 {
    let base = try postfixes(of: try primary())
    guard current.kind == .caret else { return base }
    return try nested { (parser: inout Parser) throws(Diagnostic) in
      try parser.binary(.power, base) { (parser: inout Parser) throws(Diagnostic) in try parser.unary() }
    }
  }

  private mutating func binary(
    _ kind: Node.Kind, _ left: Int32, _ operand: (inout Parser) throws(Diagnostic) -> Int32
  ) throws(Diagnostic) -> Int32 {
    advance()
    if !ignoresNewlines { skipNewlines() }
    let right = try operand(&self)
    return try node(kind, left, right, at: span(left).joined(span(right)), over: [left, right])
  }
}
