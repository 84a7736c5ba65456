extension Parser {
  mutating func statement(mayContinueAnswer: Bool = false) throws(Diagnostic) -> Int32 {
    if mayContinueAnswer, current.kind == .pipe {
      let answer = node(.previous, at: current.span)
      return try pipeline(from: answer)
    }
    switch current.kind {
    case .while: return try whileLoop()
    case .for: return try forLoop()
    case .break, .continue: return try jump()
    case .return: return try returnStatement()
    case .identifier:
      if let word = try leadingWord() { return word }
      if let several = severalTargets() { throw several }
      if peek(1).kind == .leftParenthesis, let definition = try functionDefinition() { return definition }
      if let assignment = try assignment() { return assignment }
    case .leftBracket, .leftParenthesis:
      if let several = severalTargets() { throw several }
    default: break
    }
    let value = try expression()
    if current.kind == .assign { throw invalidTarget(value) }
    return value
  }

  /// `show x`, `explain …`, `slide …`, `time …`, `use "…"`: words that take the whole rest of the statement.
  private mutating func leadingWord() throws(Diagnostic) -> Int32? {
    guard let kind = Parser.leadingWords[tree.source.text(current.span)] else { return nil }
    guard startsOperand(peek(1)) || startsStatement(peek(1), behind: kind) else { return nil }
    if kind == .show { return try showStatement() }
    let word = advance()
    let value = try statement(behind: kind, word)
    return try node(kind, value, at: word.span.joined(span(value)), over: [value])
  }

  static let leadingWords: [String: Node.Kind] = [
    "show": .show, "explain": .explain, "slide": .slide, "time": .time, "use": .use,
  ]

  private func startsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .identifier, .string, .template, .leftParenthesis, .true, .false, .none, .if, .not: true
    case .leftBracket: token.spaceBefore
    // `explain -x` speaks of −x, `explain - x` is a difference.
    case .minus: token.spaceBefore && !peek(2).spaceBefore
    default: false
    }
  }

  private mutating func whileLoop() throws(Diagnostic) -> Int32 {
    let word = advance()
    continueLine()
    let condition = try self.condition("while")
    let body = try loopBody()
    return try node(.while, condition, body, at: word.span.joined(span(body)), over: [condition, body])
  }

  private mutating func forLoop() throws(Diagnostic) -> Int32 {
    let word = advance()
    continueLine()
    guard current.kind == .identifier else { throw unexpected("a name after `for`") }
    let variable = tree.name(tree.source.text(advance().span))
    continueLine()
    guard accept(.in) else {
      throw unexpected("`in` after the variable", help: loopHelp(tree.names[Int(variable)]))
    }
    continueLine()
    let sequence = try expression()
    try refuseColon(sequence, tree.names[Int(variable)])
    let body = try loopBody()
    let list = tree.list([sequence, body, 0, variable])
    return try node(.for, variable, list, at: word.span.joined(span(body)), over: [sequence, body])
  }

  /// For `for i = 1:3` and `for i, x in enumerate(v)`, at what stands behind the first name.
  private func loopHelp(_ name: String) -> String {
    let example = "for i in 1:10 { … }"
    var ahead = self
    if ahead.accept(.assign) {
      return (try? ahead.expression()).map {
        "write `for \(name) in \(tree.source.text(ahead.span($0))) { … }`"
      } ?? example
    }
    guard ahead.accept(.comma), ahead.current.kind == .identifier else { return example }
    let second = tree.source.text(ahead.advance().span)
    guard ahead.accept(.in), let sequence = try? ahead.expression(),
      let call = WrittenCall(sequence, in: ahead.tree), let values = call.positional.first?.text
    else { return example }
    switch (call.name, call.positional.count) {
    case ("enumerate", 1):
      return "write `for \(name) in 1:count(\(values)) { \(second) = \(values)[\(name)]; … }`"
    case ("zip", 2):
      let other = call.positional[1].text
      return "write `for i in 1:count(\(values)) { \(name) = \(values)[i]; \(second) = \(other)[i]; … }`"
    default: return example
    }
  }

  /// In `for i in range(3): print(i)` the colon makes a range, whose ends give away what was meant.
  private func refuseColon(_ sequence: Int32, _ name: String) throws(Diagnostic) {
    let node = tree.nodes[Int(sequence)]
    guard node.kind == .range, current.kind != .leftBrace else { return }
    let (first, last) = (tree.source.text(span(node.a)), tree.source.text(span(node.b)))
    guard first.hasPrefix("range(") || last.hasPrefix("print(") else { return }
    throw Diagnostic(
      .foreignHabit, "a block is written in braces, not after a colon", at: span(sequence), in: tree.source,
      help: Parser.range(first).map { "write `for \(name) in \($0) { … }`" } ?? "for \(name) in 1:10 { … }")
  }

  private mutating func loopBody() throws(Diagnostic) -> Int32 {
    continueLine()
    guard current.kind == .leftBrace else { throw unexpected("`{` to open the loop's body") }
    loopDepth += 1
    defer { loopDepth -= 1 }
    return try block()
  }

  private mutating func jump() throws(Diagnostic) -> Int32 {
    let word = advance()
    guard loopDepth > 0 else {
      throw Diagnostic(
        .misplacedStatement, "`\(tree.source.text(word.span))` is outside a loop", at: word.span,
        in: tree.source)
    }
    return node(word.kind == .break ? .break : .continue, at: word.span)
  }

  private mutating func returnStatement() throws(Diagnostic) -> Int32 {
    let word = advance()
    guard isInFunction else {
      throw Diagnostic(
        .misplacedStatement, "`return` is outside a function", at: word.span, in: tree.source)
    }
    switch current.kind {
    case .newline, .semicolon, .rightBrace, .endOfInput: return node(.return, at: word.span)
    default:
      let value = try expression()
      return try node(.return, value, at: word.span.joined(span(value)), over: [value])
    }
  }

  /// The condition of `if` and `while`: a single `=` gets its own message.
  mutating func condition(_ word: String) throws(Diagnostic) -> Int32 {
    let value = try expression()
    // In `x > 0: 5` the colon makes a range of what the comparison is with.
    let node = tree.nodes[Int(value)]
    let isComparison = [.equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual].contains(node.kind)
    let last = isComparison ? tree.nodes[Int(node.b)] : node
    if last.kind == .range, current.kind != .leftBrace {
      let asked = tree.source.text(Span(Int(span(value).start), Int(span(last.a).end)))
      throw Diagnostic(
        .foreignHabit, "a block is written in braces, not after a colon", at: span(value), in: tree.source,
        help: "write `\(word) \(asked) { … }`")
    }
    if current.kind == .assign {
      throw Diagnostic(
        .invalidAssignment, "`=` assigns; a condition compares", at: current.span, in: tree.source,
        help: "write \(word) \(tree.source.text(span(value))) == …")
    }
    return value
  }

  // MARK: Definitions and assignments

  /// `name(a, b=1) = body`; nil when what stands here is a call.
  private mutating func functionDefinition() throws(Diagnostic) -> Int32? {
    var open = currentIndex + 1
    while tokens[open].kind == .newline { open += 1 }
    let close = Int(closing[open])
    guard close >= 0, close + 1 < tokens.count, tokens[close + 1].kind == .assign else { return nil }
    let nameToken = advance()
    let name = tree.name(tree.source.text(nameToken.span))
    let parameters = try self.parameters(of: nameToken)
    advance()
    let function = try functionBody(name: name, parameters, from: nameToken.span)
    let body = tree.functions[Int(function)].body
    return try node(.define, function, name, at: nameToken.span.joined(span(body)), over: [body])
  }

  /// Parameters in parentheses; `target` is the name before them, for the message about `a(1, 1) = 5`.
  mutating func parameters(of target: Token?) throws(Diagnostic) -> [FunctionSyntax.Parameter] {
    let open = try expect(.leftParenthesis, "to open the parameters")
    let parameters = try within(newlinesIgnored: true) { (parser: inout Parser) throws(Diagnostic) in
      var parameters: [FunctionSyntax.Parameter] = []
      var places: [Int32: Span] = [:]
      while parser.current.kind != .rightParenthesis {
        guard parser.current.kind == .identifier else { throw parser.invalidParameter(target, open) }
        let token = parser.advance()
        let name = parser.tree.name(parser.tree.source.text(token.span))
        if let earlier = places.updateValue(token.span, forKey: name) {
          throw Diagnostic(
            .repeatedArgument, "the parameter `\(parser.tree.source.text(token.span))` appears twice",
            in: parser.tree.source,
            labels: [.init(span: earlier, text: "first here"), .init(span: token.span, text: "again")])
        }
        let initial = parser.accept(.assign) ? try parser.expression() : -1
        if initial < 0, let previous = parameters.last, previous.initial >= 0 {
          throw Diagnostic(
            .missingArgument, "a parameter without a default value follows one with a default",
            at: token.span,
            in: parser.tree.source, help: "put parameters with default values last")
        }
        parameters.append(.init(name: name, initial: initial, span: token.span))
        guard parser.accept(.comma) else { break }
      }
      guard parser.current.kind == .rightParenthesis else { throw parser.invalidParameter(target, open) }
      return parameters
    }
    try expect(.rightParenthesis, "to close the parameters")
    return parameters
  }

  private func invalidParameter(_ target: Token?, _ open: Token) -> Diagnostic {
    guard let target else { return unexpected("a parameter's name") }
    let close = tokens[Int(closing[tokens.firstIndex { $0.span == open.span } ?? 0])]
    let inside = tree.source.text(Span(Int(open.span.end), Int(close.span.start)))
    let name = tree.source.text(target.span)
    return Diagnostic(
      .foreignHabit, "`(…) =` defines a function, whose parameters are names", at: current.span,
      in: tree.source,
      help: resized(name, inside, behind: close) ?? "to assign a part write \(name)[\(inside)] = …")
  }

  mutating func functionBody(
    name: Int32, _ parameters: [FunctionSyntax.Parameter], from start: Span
  ) throws(Diagnostic) -> Int32 {
    let saved = (isInFunction, loopDepth)
    (isInFunction, loopDepth) = (true, 0)
    defer { (isInFunction, loopDepth) = saved }
    if !ignoresNewlines { skipNewlines() }
    let body = current.kind == .leftBrace ? try block() : try expression()
    tree.functions.append(
      FunctionSyntax(
        name: name, parameters: parameters, body: body, span: start.joined(span(body))))
    return Int32(tree.functions.count - 1)
  }

  /// `name = value` or `name[…] = value`; nil when it is neither.
  private mutating func assignment() throws(Diagnostic) -> Int32? {
    let nameToken = current
    if peek(1).kind == .assign {
      advance()
      advance()
      let value = try assignedValue(nameToken)
      let name = tree.name(tree.source.text(nameToken.span))
      return try node(.assign, name, value, at: nameToken.span.joined(span(value)), over: [value])
    }
    guard let steps = stepsBeforeAssign() else { return nil }
    advance()
    guard steps == 1, current.kind == .leftBracket else { return try pathAssignment(nameToken, steps) }
    let indices = try self.indices()
    advance()
    let value = try assignedValue(nameToken)
    let name = tree.name(tree.source.text(nameToken.span))
    return try node(
      .assignPart, name, tree.list([value] + indices), at: nameToken.span.joined(span(value)),
      over: [value] + indices)
  }

  /// How many indices and fields stand between the name at hand and a `=`; nil where other things do.
  private func stepsBeforeAssign() -> Int? {
    var (position, count) = (currentIndex + 1, 0)
    while position < tokens.count {
      switch tokens[position].kind {
      case .leftBracket where closing[position] >= 0: position = Int(closing[position]) + 1
      case .dot where tokens[position + 1].kind == .identifier: position += 2
      case .assign: return count > 0 ? count : nil
      default: return nil
      }
      count += 1
    }
    return nil
  }

  /// `name["a"][2] = value`, behind the name.
  private mutating func pathAssignment(_ nameToken: Token, _ count: Int) throws(Diagnostic) -> Int32 {
    guard count <= Parser.maxDepth else {
      throw Diagnostic(
        .tooDeep, "this part lies more than \(Parser.maxDepth) deep", at: nameToken.span, in: tree.source,
        help: "store a part of it in a variable")
    }
    var steps: [PathStep] = []
    var children: [Int32] = []
    while current.kind != .assign {
      if accept(.dot) {
        steps.append(.field(name: tree.name(tree.source.text(advance().span))))
      } else {
        let indices = try self.indices()
        children += indices
        steps.append(.index(list: tree.list(indices)))
      }
    }
    advance()
    let value = try assignedValue(nameToken)
    let name = tree.name(tree.source.text(nameToken.span))
    return try node(
      .assignPath, name, tree.list([value] + steps.flatMap(\.entries)),
      at: nameToken.span.joined(span(value)), over: [value] + children)
  }

  mutating func assignedValue(_ target: Token) throws(Diagnostic) -> Int32 {
    if !ignoresNewlines { skipNewlines() }
    let value = try nested { (parser: inout Parser) throws(Diagnostic) in try parser.expression() }
    guard current.kind == .assign else { return value }
    throw Diagnostic(
      .invalidAssignment, "a statement can assign to only one name", at: current.span, in: tree.source,
      help:
        "\(tree.source.text(span(value))) = …; \(tree.source.text(target.span)) = \(tree.source.text(span(value)))"
    )
  }
}
