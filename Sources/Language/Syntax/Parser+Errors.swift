extension Parser {
  /// The message for a token that cannot stand here; at the end of the text more input could mend it.
  func unexpected(_ expected: String, help: String? = nil) -> Diagnostic {
    let token = current
    if let command = command(before: token) { return command }
    if let number = groupedNumber() { return number }
    let isAtEnd = token.kind == .endOfInput
    let text = tree.source.text(token.span)
    let found = token.kind == .identifier || token.kind == .number ? "`\(text)`" : token.kind.label
    return Diagnostic(
      .unexpectedToken, "\(expected) is expected here, not \(found)", at: place(token),
      in: tree.source,
      help: (isAtEnd ? nil : foreignForm()) ?? help ?? hint(token), isIncomplete: isAtEnd)
  }

  /// The message for a command of the notebook with something behind it: `help conv`.
  private func command(before token: Token) -> Diagnostic? {
    guard position > 0, tokens[position - 1].kind == .identifier, token.isValue else { return nil }
    let (span, source) = (tokens[position - 1].span, tree.source)
    let word = source.text(span)
    guard commands.contains(word) else { return nil }
    let line = source.bytes[Int(span.start)...].prefix { !"\n;#".utf8.contains($0) }
    let end = line.lastIndex { !" \t\r".utf8.contains($0) } ?? line.startIndex
    let advice = CommandAdvice(word, String(decoding: line[...end], as: UTF8.self), in: source)
    return Diagnostic(.command, advice.message, at: span, in: source, help: advice.help)
  }

  /// Where a token stands; the end of the input is behind the last word.
  private func place(_ token: Token) -> Span {
    guard token.kind == .endOfInput,
      let last = tokens.last(where: { $0.kind != .endOfInput && $0.kind != .newline })
    else { return token.span }
    return Span(Int(last.span.end), Int(last.span.end))
  }

  private func hint(_ token: Token) -> String? {
    let previous = position > 0 ? tokens[position - 1] : nil
    let word = previous.map { tree.source.text($0.span) } ?? ""
    let isFunction = previous?.kind == .identifier && token.isValue && token.spaceBefore && !ignoresNewlines
    if isFunction, !isBehindDot, let call = callHint(of: word) { return call }
    if previous?.kind == .identifier, let foreign = Parser.foreignStatements[word] { return foreign }
    if token.kind == .string || token.kind == .template, previous?.kind == .identifier, !token.spaceBefore {
      return "a string takes {…} without a letter before it: \"loss {l}\""
    }
    switch token.kind {
    case .percent where previous.map { $0.kind == .newline || $0.kind == .semicolon } ?? true:
      return "comments start with #"
    case .identifier where !ignoresNewlines && isBehindPercent: return "comments start with #"
    case .at where previous?.kind == .assign: return "a function is x -> x^2"
    case .colon where ignoresNewlines && !isInIndex && previous?.kind == .leftParenthesis,
      .colon where ignoresNewlines && !isInIndex && previous?.kind == .comma:
      return indexInParentheses() ?? "an index is written in brackets: x[:, end]"
    case .colon where ignoresNewlines == false: return "blocks are written in braces: if c { … }"
    case .assign: return "`==` compares; the left side of `=` must be a name"
    case .else: return "`else` follows the `}` of an `if`"
    case .and, .or, .plus, .minus, .star, .slash, .at, .caret, .percent, .less, .greater, .equal, .ampersand,
      .bar:
      guard let previous, previous.kind.endsOperand else { return nil }
      return "put a pipeline or a function in parentheses before continuing"
    case .number where follows(previous), .identifier where follows(previous):
      return "a product needs its sign: 2 * x"
    case .comma where !ignoresNewlines && previous?.kind == .identifier:
      return "one name at a time: a = 1; b = 2"
    case .leftBrace: return "`{` opens the body of a function, a loop or an if"
    default: return nil
    }
  }

  /// What `end` is for, where it cannot stand: it closes no block, and is an index in brackets only.
  var endAdvice: String {
    let previous = position > 0 ? tokens[position - 1].kind : nil
    if previous.map({ $0 == .newline || $0 == .semicolon || $0 == .rightBrace }) ?? true {
      return "a block ends with `}`"
    }
    return indexInParentheses() ?? "`end` is the last index, inside x[…]"
  }

  /// `img(:, 2)` in brackets; `img(:)` is all of it as a vector.
  private func indexInParentheses() -> String? {
    guard let (callee, _, open) = enclosingCall, closing[open] >= 0 else { return nil }
    let name = tree.source.text(span(callee))
    let inside = tree.source.text(
      Span(Int(tokens[open].span.end), Int(tokens[Int(closing[open])].span.start)))
    guard !inside.contains("\n"), inside.utf8.count <= 40 else { return nil }
    return inside.filter { $0 != " " } == ":"
      ? "write `flatten(\(name))` for all elements in one row"
      : "an index is written in brackets: `\(name)[\(inside)]`"
  }

  /// Whether a word and a `%` stand before, as in `x = 3 % the number`.
  private var isBehindPercent: Bool {
    position > 1 && tokens[position - 1].kind == .identifier && tokens[position - 2].kind == .percent
  }

  /// Whether the word before is a field.
  private var isBehindDot: Bool { position > 1 && tokens[position - 2].kind == .dot }

  private func follows(_ previous: Token?) -> Bool {
    previous?.kind == .number || previous?.kind == .rightParenthesis
  }

  /// What is in backticks is a program that works, with x, y and z as vectors; a test runs each.
  static let foreignStatements: [String: String] = [
    "def": "a function is `f(x) = x^2`", "function": "a function is `f(x) = x^2`",
    "lambda": "write `x -> x^2`",
    "let": "write `z = 1`", "var": "write `z = 1`", "const": "write `z = 1`",
    "import": "everything is already available; use \"file.fov\" runs a file",
    "from": "everything is already available",
    "print": "write `print(x)`", "elif": "write else if", "del": "write `x = none`",
    "fn": "a function is `f(x) = x^2`", "clear": "write `x = none`; undo takes back the last cell",
    "with": "there are no contexts: gradients are recorded only inside grad",
    "class": "values with names are `record(a=1, b=2)`", "disp": "write `print(x)`",
    "echo": "write `print(x)`",
    "figure": "`show x` draws a tensor, `plot(x, y)` a curve",
    "hold": "plot takes several curves: `plot(x, stack(y, z))`",
    "close": "there are no windows to close", "format": "`\"{x}\"` puts a value into a string",
    "global": "functions see the names of the top level",
    "try": "an error ends the cell, and nothing is lost",
    "switch": "write `if sum(x) > 0 { 1 } else if sum(x) < 0 { 2 } else { 3 }`",
    "repeat": "write `while sum(x) > 99 { x = x - 1 }`", "do": "write `while sum(x) > 99 { x = x - 1 }`",
    "raise": "`expect(all(x > 0), true)` ends the cell if it is false",
    "throw": "`expect(all(x > 0), true)` ends the cell if it is false",
    "assert": "write `expect(all(x > 0), true)`",
  ]
}

extension Token {
  /// Whether it is a value all by itself.
  fileprivate var isValue: Bool {
    switch kind {
    case .number, .identifier, .string, .template, .true, .false, .none: true
    default: false
    }
  }
}
