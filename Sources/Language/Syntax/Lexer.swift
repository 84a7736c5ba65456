/// Turns program text into tokens. Never fails half-way without saying where: the first thing that cannot be read ends
/// it with a diagnostic.
struct Lexer {
  private let source: SourceText
  let bytes: [UInt8]
  private(set) var position: Int
  let end: Int
  private(set) var tokens: [Token] = []

  init(_ source: SourceText, from start: Int = 0, to end: Int? = nil) {
    self.source = source
    bytes = source.bytes
    position = start
    self.end = end ?? source.bytes.count
  }

  /// All tokens, with `endOfInput` as the last.
  static func tokenize(_ source: SourceText) throws(Diagnostic) -> [Token] {
    var lexer = Lexer(source)
    return try lexer.run()
  }

  mutating func run() throws(Diagnostic) -> [Token] {
    guard bytes.count < Int(Int32.max) else {
      throw Diagnostic(.tooLong, "a program has at most 2 GB of text", help: "split it into several files")
    }
    try checkEncoding()
    var space = false
    while position < end {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
        space = true
        continue
      case UInt8(ascii: "#"):
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        space = true
        continue
      case UInt8(ascii: "\n"):
        emit(.newline, 1, space)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        try number(space)
      case UInt8(ascii: "."):
        if isDigit(at: position + 1), !(tokens.last?.kind.endsOperand ?? false) || space {
          try number(space)
        } else if let next = self.byte(at: position + 1), "*/^'".utf8.contains(next) {
          try symbol(space)
        } else {
          emit(.dot, 1, space)
        }
      case UInt8(ascii: "\""): try string(space)
      case UInt8(ascii: "'"):
        if !space, tokens.last?.kind.endsOperand ?? false {
          emit(.transpose, 1, space)
        } else {
          try string(space)
        }
      default:
        if isIdentifierStart(byte) { try identifier(space) } else { try symbol(space) }
      }
      space = false
    }
    tokens.append(Token(kind: .endOfInput, span: Span(end, end), spaceBefore: true))
    return tokens
  }

  /// A file may hold anything; text is UTF-8.
  private func checkEncoding() throws(Diagnostic) {
    guard position == 0, String(validating: bytes, as: UTF8.self) == nil else { return }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    throw Diagnostic(
      .invalidText, "this is not UTF-8 text", at: Span(offset, min(offset + 1, end)), in: source,
      help: "save the file as UTF-8")
  }

  private mutating func emit(_ kind: Token.Kind, _ length: Int, _ space: Bool) {
    tokens.append(Token(kind: kind, span: Span(position, position + length), spaceBefore: space))
    position += length
  }

  private func byte(at offset: Int) -> UInt8? { offset < end ? bytes[offset] : nil }

  private func isDigit(at offset: Int) -> Bool {
    guard let byte = byte(at: offset) else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  // MARK: Words and numbers

  private func isIdentifierStart(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
  }

  private mutating func identifier(_ space: Bool) throws(Diagnostic) {
    let start = position
    while position < end {
      let byte = bytes[position]
      if isIdentifierStart(byte) || isDigit(at: position) {
        position += 1
      } else if byte >= 0x80, let scalar = scalar(at: position), scalar.value.canGoOnName {
        position += scalar.length
      } else {
        break
      }
    }
    let span = Span(start, position)
    let kind = Token.keywords[source.text(span)] ?? .identifier
    tokens.append(Token(kind: kind, span: span, spaceBefore: space))
  }

  private mutating func number(_ space: Bool) throws(Diagnostic) {
    let start = position
    while isDigit(at: position) || byte(at: position) == UInt8(ascii: "_") { position += 1 }
    // `1.` before a name or another dot is not a decimal point: x[1].a
    if byte(at: position) == UInt8(ascii: "."), isDigit(at: position + 1) || !isNameOrDot(at: position + 1) {
      position += 1
      while isDigit(at: position) { position += 1 }
    }
    if let e = byte(at: position), e | 0x20 == UInt8(ascii: "e") {
      var next = position + 1
      if byte(at: next) == UInt8(ascii: "+") || byte(at: next) == UInt8(ascii: "-") { next += 1 }
      if isDigit(at: next) {
        position = next
        while isDigit(at: position) { position += 1 }
      }
    }
    if let byte = byte(at: position), isIdentifierStart(byte) {
      while position < end, isIdentifierStart(bytes[position]) || isDigit(at: position) { position += 1 }
      let span = Span(start, position)
      throw Diagnostic(
        .invalidNumber, "`\(source.text(span))` is neither a number nor a name", at: span, in: source,
        help: "a product needs its sign (2 * x), and a name starts with a letter")
    }
    tokens.append(Token(kind: .number, span: Span(start, position), spaceBefore: space))
  }

  private func isNameOrDot(at offset: Int) -> Bool {
    guard let byte = byte(at: offset) else { return false }
    return isIdentifierStart(byte) || byte == UInt8(ascii: ".")
  }

  // MARK: Strings

  /// The token spans the quotes; escapes and `{…}` are taken apart by `StringLiteral`.
  private mutating func string(_ space: Bool) throws(Diagnostic) {
    let start = position
    let quote = bytes[position]
    let isTemplate = quote == UInt8(ascii: "\"")
    var hasParts = false
    position += 1
    while position < end, bytes[position] != quote, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 2
      } else if isTemplate, bytes[position] == UInt8(ascii: "{") {
        hasParts = true
        position = StringLiteral.end(ofPartAt: position, in: bytes, end)
      } else {
        position += 1
      }
    }
    position = min(position, end)
    guard position < end, bytes[position] == quote else {
      throw Diagnostic(
        .unterminatedString, "this string has no closing \(isTemplate ? "\"" : "'")",
        at: Span(start, position), in: source,
        help: isTemplate
          ? "a string ends on the line where it starts" : "' transposes only directly after an operand"
      )
    }
    position += 1
    tokens.append(
      Token(kind: hasParts ? .template : .string, span: Span(start, position), spaceBefore: space))
  }

  // MARK: Everything else

  private mutating func symbol(_ space: Bool) throws(Diagnostic) {
    let pair = [bytes[position], byte(at: position + 1) ?? 0]
    if bytes[position] == UInt8(ascii: "~"), leavesOutResult { return emit(.tilde, 1, space) }
    if let kind = Lexer.pairs[pair] { return emit(kind, 2, space) }
    if let foreign = Lexer.foreign[String(decoding: pair, as: UTF8.self)] {
      throw Diagnostic(
        .foreignOperator, "there is no `\(String(decoding: pair, as: UTF8.self))` here",
        at: Span(position, position + 2), in: source,
        help: withoutForeign(String(decoding: pair, as: UTF8.self)) ?? foreign)
    }
    if let kind = Lexer.singles[bytes[position]] { return emit(kind, 1, space) }
    guard let scalar = scalar(at: position) else {
      throw Diagnostic(
        .invalidText, "this is not UTF-8 text", at: Span(position, position + 1), in: source,
        help: "save the file as UTF-8")
    }
    if Lexer.halfWidth(scalar.value) == nil, scalar.value.canBeginName {
      return try identifier(space)
    }
    if scalar.value == "\u{FEFF}" || scalar.value.properties.isWhitespace {
      position += scalar.length
      return
    }
    throw invalid(scalar)
  }

  /// Whether the `~` at hand stands between brackets and commas, as in `[~, i]`.
  private var leavesOutResult: Bool {
    guard let before = tokens.last?.kind, before == .leftBracket || before == .comma || before == .identifier
    else { return false }
    let next = bytes[(position + 1)..<end].first { $0 != UInt8(ascii: " ") }
    return next == UInt8(ascii: ",") || next == UInt8(ascii: "]")
  }

  private func invalid(_ scalar: (value: Unicode.Scalar, length: Int)) -> Diagnostic {
    let span = Span(position, position + scalar.length)
    if let foreign = Lexer.foreign[String(scalar.value)] {
      return Diagnostic(
        .foreignOperator, "there is no `\(scalar.value)` here", at: span, in: source,
        help: withoutForeign(String(scalar.value)) ?? foreign)
    }
    if let number = fullWidthNumber() {
      return Diagnostic(
        .invalidCharacter, "`\(source.text(number.span))` is written in full-width digits", at: number.span,
        in: source, help: "write `\(number.plain)`, with the input method switched to half width")
    }
    if let plain = Lexer.signs[scalar.value] {
      return Diagnostic(
        .invalidCharacter, "there is no `\(scalar.value)` here", at: span, in: source,
        help: withoutForeign(String(scalar.value)) ?? "write `\(plain)`")
    }
    if let plain = Lexer.halfWidth(scalar.value) {
      return Diagnostic(
        .invalidCharacter, "`\(scalar.value)` is a full-width character", at: span, in: source,
        help: "type `\(plain)`, with the input method switched to half width")
    }
    let category = scalar.value.properties.generalCategory
    let isInvisible =
      category == .control || category == .format || scalar.value.properties.isDefaultIgnorableCodePoint
    // In backticks of its own a backtick could not be told from them.
    let visible = scalar.value == "`" ? "a backtick" : "`\(scalar.value)`"
    let name = isInvisible ? "the invisible character U+\(hex(scalar.value))" : visible
    return Diagnostic(
      .invalidCharacter, "\(name) has no meaning here", at: span, in: source,
      help: scalar.value == "?" ? choice ?? helpOnHelp : nil)
  }

  /// The number at hand in full-width digits; nil where there is none, and for a single digit.
  private func fullWidthNumber() -> (span: Span, plain: String)? {
    var last = position
    while last + 2 < end, bytes[last] == 0xEF, let scalar = scalar(at: last),
      Lexer.halfWidth(scalar.value).map({ "0123456789,.".contains($0) }) == true
    {
      last += scalar.length
    }
    let span = Span(position, last)
    guard last > position + 3, let number = GroupedNumber(source.text(span)) else { return nil }
    return (span, number.plain)
  }

  private var helpOnHelp: String {
    source.takesCommands
      ? "?name at the start of a line shows the help on name"
      : "?name shows the help on name at the prompt and on standard input: printf '?conv\\n' | fovea"
  }

  private func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The character at an offset and its length in bytes; nil where the bytes are not UTF-8.
  private func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
    let byte = bytes[offset]
    let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0
    guard length > 0, offset + length <= end else { return nil }
    let text = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, scalar != "\u{FFFD}" || length == 3,
      text.unicodeScalars.count == 1
    else { return nil }
    return (scalar, length)
  }

  private static let pairs: [[UInt8]: Token.Kind] = {
    let text: [String: Token.Kind] = [
      "==": .equal, "!=": .notEqual, "<=": .lessEqual, ">=": .greaterEqual, "->": .arrow, "|>": .pipe,
    ]
    return Dictionary(uniqueKeysWithValues: text.map { (Array($0.key.utf8), $0.value) })
  }()

  private static let singles: [UInt8: Token.Kind] = {
    let text: [Character: Token.Kind] = [
      "+": .plus, "-": .minus, "*": .star, "/": .slash, "@": .at, "%": .percent, "^": .caret,
      "&": .ampersand, "|": .bar, "<": .less, ">": .greater, "=": .assign, ":": .colon, ",": .comma,
      ";": .semicolon, ".": .dot,
      "(": .leftParenthesis, ")": .rightParenthesis, "[": .leftBracket, "]": .rightBracket,
      "{": .leftBrace, "}": .rightBrace,
    ]
    return Dictionary(
      uniqueKeysWithValues: text.compactMap { key, kind in key.asciiValue.map { ($0, kind) } })
  }()

  /// What is in backticks is a program that works, with a and b as numbers and x as a matrix; a test runs each.
  static let foreign: [String: String] = [
    "~=": "write `a != b` for different; `allclose(a, b)` compares with a tolerance",
    "&&": conjunction, "||": disjunction, "!": negation, "~": negation,
    "**": "write `a ^ b` for a power", "//": "write `floor(a / b)`; a comment starts with #",
    "+=": "write `x = x + 1`", "-=": "write `x = x - 1`", "*=": "write `x = x * 2`",
    "/=": "write `x = x / 2`",
    "++": "write `x = x + 1`", ":=": "write `x = 1`", "=>": "a function is `x -> x^2`", "<-": "write `x = 1`",
    ".*": "`x * x` already works element by element", "./": "`x / x` already works element by element",
    ".^": "`x ^ 2` already works element by element", ".'": "`x'` transposes",
    "<>": "write `a != b`", "\\": "write `solve(x, x)`",
  ]

  private static let conjunction = "write `a > 0 and b > 0`; for tensors `x > 1 & x < 3`"
  private static let disjunction = "write `a > 0 or b > 0`; for tensors `x > 2 | x < 1`"
  private static let negation = "write `not (a > 0)`, also for tensors: `not (x > 1)`"

  /// What somebody meant by a full-width or typographic character; nil for any other.
  private static func halfWidth(_ scalar: Unicode.Scalar) -> String? {
    if let typographic = typographic[scalar] ?? signs[scalar] { return typographic }
    let isLetter = scalar.properties.isAlphabetic
    guard (0xFF01...0xFF5E).contains(scalar.value), !isLetter,
      let plain = Unicode.Scalar(scalar.value - 0xFEE0)
    else { return nil }
    return String(plain)
  }

  private static let typographic: [Unicode.Scalar: String] = [
    "。": ".", "“": "\"", "”": "\"", "‘": "'", "’": "'", "【": "[", "】": "]", "、": ",",
  ]

  /// Signs of mathematics, and what stands for them here.
  private static let signs: [Unicode.Scalar: String] = [
    "×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "·": "*", "→": "->",
  ]
}

extension Unicode.Scalar {
  /// Letters that are drawn as nothing, such as the Hangul filler, make names that nobody can tell apart.
  fileprivate var canBeginName: Bool { properties.isXIDStart && !properties.isDefaultIgnorableCodePoint }
  /// The middle dot, which some languages have in words, is meant as a product.
  fileprivate var canGoOnName: Bool {
    self != "·" && properties.isXIDContinue && !properties.isDefaultIgnorableCodePoint
  }
}
