import Language

/// The line that begins a cell: `# %% [kind] key="value" …`; without a kind, code.
struct LessonMarker {
  let kind: LessonCell.Kind
  let attributes: [LessonAttribute]

  static func begins(_ line: String) -> Bool { line.hasPrefix("# %%") }

  private static let form = "a marker is # %% [kind] key=\"value\""

  init(line: Range<Int>, in source: SourceText) throws(Diagnostic) {
    var scanner = Scanner(source: source, position: line.lowerBound + 4, end: line.upperBound)
    guard scanner.isAtEnd || scanner.skipSpaces() else {
      throw scanner.failure("a space is expected after `# %%`", help: LessonMarker.form)
    }
    kind = try scanner.kind()
    var attributes: [LessonAttribute] = []
    while !scanner.isAtEnd {
      let attribute = try scanner.attribute(of: kind)
      if attributes.contains(where: { $0.key == attribute.key }) {
        throw scanner.failure("`\(attribute.key)` is given twice", at: attribute.span)
      }
      attributes.append(attribute)
    }
    self.attributes = attributes
    try LessonMarker.checkKeys(attributes, of: kind, at: Span(line.lowerBound, line.upperBound), in: source)
  }

  private static func checkKeys(
    _ attributes: [LessonAttribute], of kind: LessonCell.Kind, at span: Span, in source: SourceText
  ) throws(Diagnostic) {
    let keys = Set(attributes.map(\.key))
    if let missing = kind.requiredKeys.first(where: { !keys.contains($0) }) {
      throw Diagnostic(
        .lesson, "\(kind.label) needs \(missing.rawValue)=\"…\"", at: span, in: source,
        help: kind.example)
    }
    if kind == .wrong, keys != [.value], keys != [.when, .example] {
      throw Diagnostic(
        .lesson, "`[wrong]` has value=\"…\", or when=\"…\" with example=\"…\"", at: span, in: source,
        help: "value: the mistaken result; when: a condition on it; example: a value that meets the condition"
      )
    }
    for attribute in attributes {
      if attribute.text.allSatisfy(\.isWhitespace) {
        throw Diagnostic(.lesson, "`\(attribute.key)` is empty", at: attribute.span, in: source)
      }
      if attribute.key == .shape, attribute.text != "any" {
        throw Diagnostic(
          .lesson, "`shape` can only be \"any\"", at: attribute.span, in: source,
          help: "without it the answer has the shape of the solution's")
      }
      if attribute.key == .id, !attribute.text.allSatisfy(isInIdentifier) {
        throw Diagnostic(
          .lesson, "an id is made of letters, digits, `-`, `_` and `.`", at: attribute.span, in: source)
      }
      if kind == .exercise, attribute.key == .answer, !isName(attribute.text) {
        throw Diagnostic(
          .lesson, "an exercise's answer is a name", at: attribute.span, in: source,
          help: "the name that the learner stores the result in; [check] may look at anything else")
      }
    }
  }

  private static func isInIdentifier(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter || first == "_" else { return false }
    return Token.keywords[text] == nil && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}

/// Reads a marker line byte by byte; what it does not know ends it with a diagnostic.
private struct Scanner {
  let source: SourceText
  var position: Int
  let end: Int

  var isAtEnd: Bool { position >= end }

  private var byte: UInt8? { position < end ? source.bytes[position] : nil }

  func failure(_ message: String, at span: Span? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .lesson, message, at: span ?? Span(position, max(end, position + 1)), in: source, help: help)
  }

  @discardableResult
  mutating func skipSpaces() -> Bool {
    let start = position
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
    return position > start
  }

  private mutating func word(_ belongs: (UInt8) -> Bool) -> Span {
    let start = position
    while let byte, belongs(byte) { position += 1 }
    return Span(start, position)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  mutating func kind() throws(Diagnostic) -> LessonCell.Kind {
    guard byte == UInt8(ascii: "[") else { return .code }
    position += 1
    let span = word { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: " ") }
    guard byte == UInt8(ascii: "]") else {
      throw failure("`]` is expected after the kind of cell", help: "# %% [text]")
    }
    position += 1
    skipSpaces()
    let text = source.text(span)
    if text == "code" {
      throw failure("a code cell has no kind", at: span, help: "write # %% alone")
    }
    if let kind = LessonCell.Kind(rawValue: text) { return kind }
    let known = LessonCell.Kind.allCases.filter { $0 != .code }.map(\.rawValue)
    let close = Suggestion.closest(to: text, among: known)
    throw failure(
      "there is no kind of cell `[\(text)]`", at: span,
      help: close.map { "did you mean [\($0)]?" } ?? "the kinds are \(known.joined(separator: ", "))")
  }

  mutating func attribute(of kind: LessonCell.Kind) throws(Diagnostic) -> LessonAttribute {
    let start = position
    let nameSpan = word(Scanner.isLetter)
    let name = source.text(nameSpan)
    guard !name.isEmpty else { throw failure("key=\"value\" is expected here") }
    guard byte == UInt8(ascii: "=") else {
      throw failure("`=` is expected after `\(name)`", at: nameSpan, help: "\(name)=\"value\"")
    }
    let keys = kind.requiredKeys + kind.optionalKeys
    guard let key = keys.first(where: { $0.rawValue == name }) else {
      let close = Suggestion.closest(to: name, among: keys.map(\.rawValue))
      let list = keys.map(\.rawValue).joined(separator: ", ")
      throw failure(
        "\(kind.label) has no `\(name)`", at: nameSpan,
        help: close.map { "did you mean `\($0)`?" }
          ?? (list.isEmpty ? "it has no attributes" : "it has \(list)"))
    }
    position += 1
    guard byte == UInt8(ascii: "\"") else {
      throw failure("the value of `\(name)` must be in quotes", help: "\(name)=\"value\"")
    }
    position += 1
    let span = word { $0 != UInt8(ascii: "\"") }
    guard byte == UInt8(ascii: "\"") else {
      throw failure("the quote is not closed", at: Span(start, end))
    }
    position += 1
    guard isAtEnd || skipSpaces() else {
      throw failure(
        "a space is expected between attributes",
        help: "inside a value write strings in single quotes: mode='round'")
    }
    return LessonAttribute(key: key, text: source.text(span), span: span)
  }
}
