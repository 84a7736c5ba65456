/// Forms of Python's and MATLAB's that end where ours could not go on: read to their end, so that the message has the whole
/// line as it is written here.
extension Parser {
  /// What to write, while the token that cannot stand here is at hand; nil where nothing is known.
  func foreignForm() -> String? {
    let previous = position > 0 ? tokens[position - 1] : nil
    switch current.kind {
    case .if: return conditionalBehindValue()
    case .for: return comprehension()
    case .leftBrace: return previous?.kind == .transpose ? prefixedString() : braces()
    case .at: return handle()
    case .dot, .number: return isBehindDots ? dots() : nil
    case .end where peek(1).kind == .assign:
      return "each print ends its line; one string holds several values: `print(\"{1} {2}\")`"
    case .identifier: return foreignWord(tree.source.text(current.span), behind: previous)
    default:
      return previous.map { tree.source.text($0.span) } == "lambda" ? lambdaForm(at: position - 1) : nil
    }
  }

  private func foreignWord(_ word: String, behind previous: Token?) -> String? {
    if let previous, tree.source.text(previous.span) == "lambda" { return lambdaForm(at: position - 1) }
    if hasPrefixedString { return prefixedString() }
    switch word {
    case "elseif", "elif", "elsif": return "write `else if`"
    case "is": return identity()
    default: return nil
    }
  }

  // MARK: Python's expressions

  /// `a if c else b`.
  private func conditionalBehindValue() -> String? {
    guard let value = operandBefore() else { return nil }
    var ahead = self
    ahead.advance()
    guard let condition = try? ahead.expression(), ahead.current.kind == .else else { return nil }
    ahead.advance()
    guard let other = try? ahead.expression() else { return nil }
    return "write `if \(ahead.bare(condition)) { \(value) } else { \(ahead.bare(other)) }`"
  }

  /// `[x * 2 for x in v if x > 1]`.
  private func comprehension() -> String? {
    guard let value = operandBefore() else { return nil }
    var ahead = self
    ahead.advance()
    guard ahead.current.kind == .identifier else { return nil }
    let name = tree.source.text(ahead.advance().span)
    guard ahead.accept(.in), let values = try? ahead.expression() else { return nil }
    var list = ahead.bare(values)
    if ahead.current.kind == .if {
      ahead.advance()
      guard let condition = try? ahead.expression() else { return nil }
      list = "filter(\(name) -> \(ahead.bare(condition)), \(list))"
    }
    // A number that is no index stays what it is.
    if let range = Parser.range(list, from: value.contains("[\(name)]") ? 1 : 0) { list = range }
    return value == name && list.hasPrefix("filter")
      ? "write `\(list)`" : "write `map(\(name) -> \(value), \(list))`"
  }

  /// Python's `range(3)`, whose numbers begin with 0, as the range that begins with `first`; nil for anything else.
  static func range(_ text: String, from first: Int = 1) -> String? {
    guard let call = WrittenCall(text), call.path == ["range"], call.named.isEmpty else { return nil }
    let parts = call.positional.map(\.text)
    switch parts.count {
    case 1 where first == 1: return "1:\(parts[0])"
    case 1: return Int(parts[0]).map { "0:\($0 - 1)" } ?? "0:\(parts[0]) - 1"
    case 2 where Int(parts[1]) != nil: return "\(parts[0]):\((Int(parts[1]) ?? 0) - 1)"
    case 2: return "\(parts[0]):\(parts[1]) - 1"
    default: return nil
    }
  }

  /// `x is None`, `x is not None`.
  private func identity() -> String? {
    guard let value = operandBefore() else { return nil }
    var ahead = self
    ahead.advance()
    let isNot = ahead.accept(.not)
    guard let other = try? ahead.expression() else { return nil }
    let text = ahead.bare(other)
    let ours = ["None": "none", "True": "true", "False": "false"][text] ?? text
    return "write `\(value) \(isNot ? "!=" : "==") \(ours)`"
  }

  /// `lambda x, y: x + y`.
  private func lambdaForm(at start: Int) -> String? {
    var ahead = self
    ahead.position = start + 1
    var names: [String] = []
    while ahead.current.kind == .identifier {
      names.append(tree.source.text(ahead.advance().span))
      if !ahead.accept(.comma) { break }
    }
    guard ahead.accept(.colon), let body = try? ahead.expression() else { return nil }
    return "write `\(Parser.function(names, ahead.bare(body)))`"
  }

  private static func function(_ names: [String], _ body: String) -> String {
    (names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))") + " -> " + body
  }

  /// `{"a": 1}`, `{a: 1}`, `{1, 2}`, `{}`.
  private func braces() -> String? {
    let index = currentIndex
    guard closing[index] >= 0, index == 0 || !tokens[index - 1].kind.endsOperand else { return nil }
    var ahead = self
    ahead.ignoresNewlines = true
    ahead.advance()
    var (fields, values): ([String], [String]) = ([], [])
    while ahead.current.kind != .rightBrace {
      guard let value = try? ahead.bound() else { return nil }
      let text = ahead.bare(value)
      guard ahead.accept(.colon) else {
        values.append(text)
        guard ahead.accept(.comma) || ahead.accept(.semicolon) else { break }
        continue
      }
      guard let content = try? ahead.expression() else { return nil }
      let name = text.first == "\"" || text.first == "'" ? String(text.dropFirst().dropLast()) : text
      guard Formatter.isWord(name) else { return nil }
      fields.append("\(name)=\(ahead.bare(content))")
      guard ahead.accept(.comma) else { break }
    }
    guard ahead.current.kind == .rightBrace, fields.isEmpty || values.isEmpty else { return nil }
    if fields.isEmpty, !values.isEmpty { return "write `list(\(values.joined(separator: ", ")))`" }
    return "write `record(\(fields.joined(separator: ", ")))`"
  }

  // MARK: Strings

  /// Whether `f'…'` was read as a name and a transpose.
  private var hasPrefixedString: Bool { prefixedString() != nil }

  /// `f'loss {l}'` in double quotes.
  private func prefixedString() -> String? {
    for index in stride(from: position - 1, to: 0, by: -1) {
      if tokens[index].kind == .newline { return nil }
      guard tokens[index].kind == .transpose, tokens[index - 1].kind == .identifier,
        ["f", "r", "b", "u"].contains(tree.source.text(tokens[index - 1].span)), !tokens[index].spaceBefore
      else { continue }
      let rest = tree.source.bytes[Int(tokens[index].span.end)...]
      guard let end = rest.firstIndex(of: UInt8(ascii: "'")),
        !rest[..<end].contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\"") })
      else { return nil }
      return "a string takes {…} in double quotes, without a letter before it: "
        + "`\"\(String(decoding: rest[..<end], as: UTF8.self))\"`"
    }
    return nil
  }

  // MARK: MATLAB's

  /// `@(x) x + 1`, `@sum`.
  private func handle() -> String? {
    var ahead = self
    ahead.advance()
    if ahead.current.kind == .identifier {
      let name = tree.source.text(ahead.current.span)
      return "a function is given by its name: `\(name)`"
    }
    guard ahead.accept(.leftParenthesis) else { return nil }
    var names: [String] = []
    while ahead.current.kind == .identifier {
      names.append(tree.source.text(ahead.advance().span))
      if !ahead.accept(.comma) { break }
    }
    guard ahead.accept(.rightParenthesis), let body = try? ahead.expression() else { return nil }
    return "a function is written with an arrow: `\(Parser.function(names, ahead.bare(body)))`"
  }

  /// Whether the token at hand is one of several dots, or the number behind them.
  private var isBehindDots: Bool {
    let start = Int(current.span.start)
    let isDot = tree.source.bytes.count > start && tree.source.bytes[start] == UInt8(ascii: ".")
    guard isDot else { return false }
    return start > 0 && tree.source.bytes[start - 1] == UInt8(ascii: ".")
      || start + 1 < tree.source.bytes.count && tree.source.bytes[start + 1] == UInt8(ascii: ".")
  }

  /// `1..3`, `0...n`, and `...` at the end of a line.
  private func dots() -> String? {
    let bytes = tree.source.bytes
    let isDot = { (byte: UInt8) in byte == UInt8(ascii: ".") }
    let start = Int(current.span.start)
    let first = bytes[..<start].lastIndex { !isDot($0) }.map { $0 + 1 } ?? 0
    let behind = bytes[start...].drop(while: isDot)
    let line = behind.prefix { $0 != UInt8(ascii: "\n") }
    guard let next = line.first(where: { $0 != UInt8(ascii: " ") }) else {
      return "leave `...` out: a line goes on inside brackets, and after an operator or a comma"
    }
    let isWord = { (byte: UInt8) in
      byte == UInt8(ascii: "_") || Unicode.Scalar(byte).properties.isAlphabetic
        || ("0"..."9").contains(Unicode.Scalar(byte))
    }
    let left = bytes[..<first].reversed().prefix(while: isWord).reversed()
    let right = line.drop { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "=") }.prefix(while: isWord)
    guard !left.isEmpty, !right.isEmpty, isWord(next) || next == UInt8(ascii: "<") else { return nil }
    return "a range is written with a colon: "
      + "`\(String(decoding: left, as: UTF8.self)):\(String(decoding: right, as: UTF8.self))`"
  }

  // MARK: Texts

  private func bare(_ node: Int32) -> String { tree.source.bareText(span(node)) }

  /// The text of the expression that ends before the token at hand.
  private func operandBefore() -> String? {
    var index = position - 1
    let last = index
    var depth = 0
    scan: while index >= 0 {
      switch tokens[index].kind {
      case .rightParenthesis, .rightBracket, .rightBrace: depth += 1
      case .leftParenthesis, .leftBracket, .leftBrace:
        if depth == 0 { break scan }
        depth -= 1
      case .newline, .semicolon, .assign, .comma, .arrow, .return, .if, .while, .colon:
        if depth == 0 { break scan }
      default: break
      }
      index -= 1
    }
    guard index + 1 <= last, last >= 0 else { return nil }
    return tree.source.bareText(tokens[index + 1].span.joined(tokens[last].span))
  }
}
