extension JSON {
  /// What was wrong with a text, and where.
  public struct Failure: Error, Sendable, Equatable {
    /// A clause without a full stop: `a comma or ] is expected`.
    public let message: String
    /// How many bytes stand before the place.
    public let offset: Int
    /// The line of the place, counted from 1.
    public let line: Int
    /// The place in its line in characters (Unicode scalars), counted from 1.
    public let column: Int
  }

  /// What becomes of an object that has two members of the same name.
  public enum DuplicateNames: Sendable {
    /// They are a failure.
    case refused
    /// All members stay in their order; `subscript(name:)` gives the last.
    case kept
  }

  /// How deep arrays and objects may lie in each other where the caller does not say: less than would exhaust a thread's stack.
  public static let maxDepth = 512

  /// Reads a text that is one value, with nothing but blanks around it. A byte order mark before it is passed over.
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - maxDepth: how deep arrays and objects may lie in each other.
  ///   - duplicateNames: whether an object may have two members of the same name.
  /// - Throws: `Failure` for what is not JSON, text that is not UTF-8, half of a surrogate pair, arrays and objects that
  ///   lie too deep, and a number that is not whole and beyond the range of doubles.
  public init(
    parsing text: some Collection<UInt8>, maxDepth: Int = JSON.maxDepth,
    duplicateNames: DuplicateNames = .refused
  ) throws(Failure) {
    var reader = JSONReader(Array(text), maxDepth: maxDepth, duplicateNames: duplicateNames)
    self = try reader.document()
  }

  /// The same for a string.
  /// - Parameters:
  ///   - text: one value, with nothing but blanks around it.
  ///   - maxDepth: how deep arrays and objects may lie in each other.
  ///   - duplicateNames: whether an object may have two members of the same name.
  /// - Throws: `Failure`, as for bytes.
  public init(
    parsing text: String, maxDepth: Int = JSON.maxDepth, duplicateNames: DuplicateNames = .refused
  ) throws(Failure) {
    try self.init(parsing: text.utf8, maxDepth: maxDepth, duplicateNames: duplicateNames)
  }
}

private struct JSONReader {
  private let bytes: [UInt8]
  private let maxDepth: Int
  private let duplicateNames: JSON.DuplicateNames
  private var position = 0

  init(_ bytes: [UInt8], maxDepth: Int, duplicateNames: JSON.DuplicateNames) {
    (self.bytes, self.maxDepth, self.duplicateNames) = (bytes, maxDepth, duplicateNames)
  }

  mutating func document() throws(JSON.Failure) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let value = try value(depth: 0)
    skipBlanks()
    guard next == nil else { throw failure("text follows the end of the value") }
    return value
  }

  // MARK: Places

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func failure(_ message: String, at place: Int? = nil) -> JSON.Failure {
    let offset = place ?? position
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // The bytes that go on with a character begin with the bits 10.
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
    return JSON.Failure(
      message: message, offset: offset, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: column + 1)
  }

  private func isNext(_ character: Unicode.Scalar) -> Bool { next == UInt8(ascii: character) }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  /// Goes past a character, and the blanks before it, if it comes next.
  private mutating func skips(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard isNext(character) else { return false }
    position += 1
    return true
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSON.Failure) -> JSON {
    skipBlanks()
    guard let byte = next else { throw failure("a value is missing at the end") }
    switch byte {
    case UInt8(ascii: "{"):
      try checkDepth(depth)
      return .object(try members(depth + 1))
    case UInt8(ascii: "["):
      try checkDepth(depth)
      return .array(try elements(depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default:
      throw failure("a value is expected: an object, an array, a string, a number, true, false or null")
    }
  }

  private func checkDepth(_ depth: Int) throws(JSON.Failure) {
    guard depth < maxDepth else { throw failure("arrays and objects are nested more than \(maxDepth) deep") }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Failure) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw failure("\(word) is expected") }
    position += word.utf8.count
    return value
  }

  private mutating func elements(_ depth: Int) throws(JSON.Failure) -> [JSON] {
    position += 1
    var elements: [JSON] = []
    if skips("]") { return elements }
    repeat { elements.append(try value(depth: depth)) } while skips(",")
    guard skips("]") else { throw failure("a comma or ] is expected") }
    return elements
  }

  private mutating func members(_ depth: Int) throws(JSON.Failure) -> [JSON.Member] {
    position += 1
    var members: [JSON.Member] = []
    // Of UTF-8, because Swift takes some names for equal that are written differently.
    var names: Set<[UInt8]> = []
    if skips("}") { return members }
    repeat {
      skipBlanks()
      guard isNext("\"") else { throw failure("a name in quotes is expected") }
      let place = position
      let name = try string()
      if duplicateNames == .refused, !names.insert(Array(name.utf8)).inserted {
        throw failure("the name \(JSON.quoted(String(name.prefix(60)))) occurs twice in an object", at: place)
      }
      guard skips(":") else { throw failure("a colon is expected") }
      members.append(JSON.Member(name, try value(depth: depth)))
    } while skips(",")
    guard skips("}") else { throw failure("a comma or } is expected") }
    return members
  }

  // MARK: Numbers

  private mutating func number() throws(JSON.Failure) -> JSON.Number {
    let start = position
    if isNext("-") { position += 1 }
    if isNext("0") {
      position += 1
      if digitCount() > 0 { throw failure("a number does not begin with a further 0", at: start) }
    } else if skipDigits() == 0 {
      throw failure("a digit is expected")
    }
    var isWhole = true
    if isNext(".") {
      position += 1
      isWhole = false
      guard skipDigits() > 0 else { throw failure("a digit is expected after the point") }
    }
    if isNext("e") || isNext("E") {
      position += 1
      isWhole = false
      if isNext("+") || isNext("-") { position += 1 }
      guard skipDigits() > 0 else { throw failure("a digit is expected in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = JSON.Number(writtenAs: text, isWhole: isWhole) else {
      throw failure("\(text.prefix(24)) is beyond the range of numbers", at: start)
    }
    return number
  }

  private func digitCount() -> Int {
    bytes[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
  }

  private mutating func skipDigits() -> Int {
    let count = digitCount()
    position += count
    return count
  }

  // MARK: Strings

  private mutating func string() throws(JSON.Failure) -> String {
    let start = position
    position += 1
    var units: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("a control character in a string is not escaped") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        units += String(try escapedScalar()).utf8
      } else {
        units.append(byte)
      }
    }
    guard next != nil else { throw failure("a string has no closing quote", at: start) }
    position += 1
    guard let text = String(validating: units, as: UTF8.self) else {
      throw failure("a string is not UTF-8", at: start)
    }
    return text
  }

  private mutating func escapedScalar() throws(JSON.Failure) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a string has no closing quote") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return Unicode.Scalar(byte)
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try escapedUnits()
    default: throw failure("this is not an escape sequence of JSON", at: position - 2)
    }
  }

  /// One UTF-16 unit, or a pair of surrogates (RFC 8259, section 7).
  private mutating func escapedUnits() throws(JSON.Failure) -> Unicode.Scalar {
    let start = position - 2
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      position += 2
      let second = try hexadecimal()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw failure("half of a surrogate pair stands alone", at: start)
  }

  private mutating func hexadecimal() throws(JSON.Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("four hexadecimal digits are expected after \\u")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
