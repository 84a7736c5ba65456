/// The part of Python's literals that headers of NumPy files are written in.
indirect enum PythonLiteral: Equatable {
  case none
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case tuple([PythonLiteral])
  case list([PythonLiteral])
  /// Pairs in the order of writing; of equal keys the last counts.
  case dictionary([Pair])

  struct Pair: Equatable {
    let key: PythonLiteral
    let value: PythonLiteral
  }

  /// The value of a string key; nil where this is no dictionary or has no such key.
  subscript(key: String) -> PythonLiteral? {
    guard case .dictionary(let pairs) = self else { return nil }
    return pairs.last { $0.key == .string(key) }?.value
  }

  /// Enough of `text` for a message.
  var excerpt: String { FileError.excerpt(text) }

  /// As Python's `repr` writes it.
  var text: String {
    switch self {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): "\(value)"
    case .string(let value): "'\(value)'"
    case .tuple(let items):
      "(" + items.map(\.text).joined(separator: ", ") + (items.count == 1 ? ",)" : ")")
    case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .dictionary(let pairs):
      "{" + pairs.map { "\($0.key.text): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }
}

/// Reads one literal, with blanks around it and nothing else.
struct PythonLiteralParser {
  /// Where and why the text is no literal.
  struct Failure: Error, Equatable {
    let offset: Int
    let expected: String
  }

  private let bytes: ArraySlice<UInt8>
  private var offset: Int

  static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> PythonLiteral {
    var parser = PythonLiteralParser(bytes: bytes, offset: bytes.startIndex)
    let literal = try parser.literal(depth: 0)
    parser.skipBlanks()
    guard parser.offset == bytes.endIndex else { throw parser.failure("the end") }
    return literal
  }

  private init(bytes: ArraySlice<UInt8>, offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  private func failure(_ expected: String) -> Failure {
    Failure(offset: offset - bytes.startIndex, expected: expected)
  }

  private var next: UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard bytes[offset...].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  private mutating func literal(depth: Int) throws(Failure) -> PythonLiteral {
    // Headers nest three deep; hostile ones shall not exhaust the stack.
    guard depth < 20 else { throw failure("less nesting") }
    skipBlanks()
    if take("{") { return .dictionary(try pairs(depth: depth + 1)) }
    if take("[") { return .list(try items(until: "]", depth: depth + 1).items) }
    if take("(") {
      let (items, hasComma) = try items(until: ")", depth: depth + 1)
      return items.count == 1 && !hasComma ? items[0] : .tuple(items)
    }
    if take(word: "True") { return .boolean(true) }
    if take(word: "False") { return .boolean(false) }
    if take(word: "None") { return .none }
    if next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") { return .string(try string()) }
    return .integer(try integer())
  }

  private mutating func pairs(depth: Int) throws(Failure) -> [PythonLiteral.Pair] {
    var pairs: [PythonLiteral.Pair] = []
    while !take("}") {
      let key = try literal(depth: depth)
      guard take(":") else { throw failure("':'") }
      pairs.append(.init(key: key, value: try literal(depth: depth)))
      guard take(",") else {
        guard take("}") else { throw failure("',' or '}'") }
        break
      }
    }
    return pairs
  }

  private mutating func items(
    until end: Unicode.Scalar, depth: Int
  ) throws(Failure) -> (items: [PythonLiteral], hasComma: Bool) {
    var items: [PythonLiteral] = []
    var hasComma = false
    while !take(end) {
      items.append(try literal(depth: depth))
      guard take(",") else {
        guard take(end) else { throw failure("',' or '\(end)'") }
        return (items, hasComma)
      }
      hasComma = true
    }
    return (items, hasComma || items.isEmpty)
  }

  private mutating func string() throws(Failure) -> String {
    let quote = bytes[offset]
    offset += 1
    let start = offset
    while let byte = next, byte != quote {
      // No name of a number type needs an escape.
      guard byte != UInt8(ascii: "\\") else { throw failure("a character without '\\'") }
      offset += 1
    }
    guard next == quote else { throw failure("the string's end") }
    offset += 1
    return String(decoding: bytes[start..<offset - 1], as: UTF8.self)
  }

  private mutating func integer() throws(Failure) -> Int {
    let start = offset
    let negative = next == UInt8(ascii: "-")
    if negative { offset += 1 }
    let digits = offset
    var value = 0
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let digit = Int(byte - UInt8(ascii: "0"))
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = tens.addingReportingOverflow(digit)
      guard !overflow, !overflow2 else {
        offset = start
        throw failure("a number below 2^63")
      }
      value = sum
      offset += 1
    }
    guard offset > digits else {
      offset = start
      throw failure("a value")
    }
    // Python 2 wrote long integers so.
    if next == UInt8(ascii: "L") { offset += 1 }
    return negative ? -value : value
  }
}
