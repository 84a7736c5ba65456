/// How a value is written in a string: `8.3f` of `"{x:8.3f}"`.
///
///     format = [[fill] align] [sign] ["0"] [width] ["," | "_"] ["." precision] [type]
///
/// Source: the format specification mini-language of Python's documentation.
struct TextFormat: Sendable {
  enum Alignment: Character {
    case left = "<"
    case right = ">"
    case center = "^"
    /// Between the sign and the digits.
    case afterSign = "="
  }

  enum Kind: Character, CaseIterable {
    case exponent = "e"
    case fixed = "f"
    case general = "g"
    case whole = "d"
    case percent = "%"
    case text = "s"
  }

  /// What is wrong with a format, or with a value for it.
  struct Mistake: Error {
    let message: String
    var help: String?
  }

  private(set) var fill: Character = " "
  private(set) var alignment: Alignment?
  /// What stands before a number that is not negative: `+`, a blank, or nothing.
  private(set) var sign = ""
  private(set) var width = 0
  /// What stands between groups of three digits.
  private(set) var grouping: Character?
  private(set) var precision: Int?
  private(set) var kind: Kind?
  /// Whether the exponent and `nan` are in capitals.
  private(set) var isCapital = false
  /// Whether zeros fill the width of a number, behind its sign.
  private(set) var isZeroFilled = false

  static let maxWidth = 1000
  static let maxPrecision = 100

  /// - Throws: what is wrong with the text.
  init(_ text: String) throws(Mistake) {
    var rest = text[...]
    readAlignment(&rest)
    readSign(&rest)
    if let first = rest.first, first == "#" || first == "z" {
      throw Mistake(message: "there is no `\(first)` in a format", help: TextFormat.form)
    }
    if rest.first == "0" {
      if alignment == nil { isZeroFilled = true }
      if fill == " " { fill = "0" }
      rest.removeFirst()
    }
    width = try TextFormat.number(&rest, "the width of a format", TextFormat.maxWidth) ?? 0
    if let first = rest.first, first == "," || first == "_" {
      grouping = first
      rest.removeFirst()
    }
    if rest.first == "." {
      rest.removeFirst()
      precision = try TextFormat.number(&rest, "the precision of a format", TextFormat.maxPrecision)
      guard precision != nil else {
        throw Mistake(message: "a format needs a number after its point", help: TextFormat.form)
      }
    }
    try readKind(&rest, of: text)
    try checkKind()
  }

  /// Whether a text can only have been meant as a format: it ends in a letter behind nothing but signs and digits, or is one of
  /// Python's types.
  static func isLikeFormat(_ text: String) -> Bool {
    guard let last = text.last, last.isLetter, last.isASCII else { return false }
    let rest = text.dropLast()
    return rest.isEmpty
      ? otherTypes[last] != nil : rest.allSatisfy { $0.isNumber || "<>^=+ ,._#".contains($0) }
  }

  /// Python's types that are none here.
  private static let otherTypes: [Character: String] = [
    "x": "hexadecimal", "X": "hexadecimal", "o": "octal", "b": "binary", "c": "character",
  ]

  static let form = "as in Python: a width, a precision and a type, as in 8.3f or ,.2f"

  private mutating func readAlignment(_ rest: inout Substring) {
    if let second = rest.dropFirst().first, let found = Alignment(rawValue: second) {
      (fill, alignment) = (rest.removeFirst(), found)
      rest.removeFirst()
    } else if let first = rest.first, let found = Alignment(rawValue: first) {
      alignment = found
      rest.removeFirst()
    }
  }

  private mutating func readSign(_ rest: inout Substring) {
    guard let first = rest.first, "+- ".contains(first) else { return }
    if first != "-" { sign = String(first) }
    rest.removeFirst()
  }

  private mutating func readKind(_ rest: inout Substring, of text: String) throws(Mistake) {
    guard let first = rest.first else { return }
    rest.removeFirst()
    isCapital = "EFG".contains(first)
    kind = Kind(rawValue: isCapital ? Character(first.lowercased()) : first)
    guard rest.isEmpty else {
      throw Mistake(message: "`\(text)` is not a format", help: TextFormat.form)
    }
    guard kind != nil else {
      throw Mistake(
        message:
          "there is no \(TextFormat.otherTypes[first].map { "\($0) format" } ?? "format of the type") `\(first)`",
        help: "the types are e, f, g, d, % and s, as in 8.3f")
    }
  }

  private func checkKind() throws(Mistake) {
    if kind == .whole, let precision {
      throw Mistake(
        message: "the format `d` writes a whole number, which has no decimals",
        help: "f writes decimals: .\(precision)f")
    }
    if kind == .text { try checkText() }
  }

  /// - Throws: what a text cannot have.
  func checkText() throws(Mistake) {
    let part: String? =
      if !sign.isEmpty { "sign" } else if grouping != nil {
        "groups of digits"
      } else if alignment
        == .afterSign
      { "sign to align after" } else { nil }
    if let part {
      throw Mistake(message: "a string has no \(part)", help: "a format of a string has a width: >8 or 8s")
    }
  }

  /// The digits at the beginning; nil where there are none.
  private static func number(
    _ rest: inout Substring, _ name: String, _ limit: Int
  ) throws(Mistake) -> Int? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    guard let number = Int(digits), number <= limit else {
      let shown = digits.count <= 20 ? digits : digits.prefix(19) + "…"
      throw Mistake(message: "\(name) must be at most \(limit), not \(shown)")
    }
    return number
  }
}

/// A format and where it stands.
struct WrittenFormat: Sendable {
  let format: TextFormat
  let span: Span
}
