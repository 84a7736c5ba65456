/// As much of JSON (RFC 8259) as headers of files use: objects, arrays, strings and whole numbers.
package indirect enum JSONValue: Equatable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  case number(Int)

  package struct Member: Equatable {
    let name: String
    let value: JSONValue
  }

  /// What was wrong, and how many bytes in.
  package struct Failure: Error, Equatable {
    let message: String
    let position: Int
  }

  /// - Throws: for anything that is not one such value, and nothing but spaces behind it.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    try reader.end()
    return value
  }

  /// A string as JSON writes it, with quotes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

private struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Headers are two levels deep.
  private static let greatestDepth = 16

  init(_ bytes: ArraySlice<UInt8>) { (self.bytes, position) = (bytes, bytes.startIndex) }

  private func failure(_ message: String) -> JSONValue.Failure {
    JSONValue.Failure(message: message, position: position - bytes.startIndex)
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  mutating func end() throws(JSONValue.Failure) {
    skipSpaces()
    if next != nil { throw failure("something stands behind the end") }
  }

  private mutating func take(_ character: Unicode.Scalar) throws(JSONValue.Failure) {
    skipSpaces()
    guard next == UInt8(ascii: character) else { throw failure("\(character) is expected") }
    position += 1
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSONValue.Failure) -> JSONValue {
    guard depth < JSONReader.greatestDepth else { throw failure("it is nested too deep") }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case .some(let byte) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return .number(try number())
    default: throw failure("an object, an array, a string or a whole number is expected")
    }
  }

  private mutating func object(_ depth: Int) throws(JSONValue.Failure) -> JSONValue {
    try take("{")
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if takes("}") { return .object([]) }
    repeat {
      skipSpaces()
      let name = try string()
      guard names.insert(name).inserted else { throw failure("\(JSONValue.quoted(name)) is there twice") }
      try take(":")
      members.append(.init(name: name, value: try value(depth: depth + 1)))
    } while takes(",")
    try take("}")
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(JSONValue.Failure) -> JSONValue {
    try take("[")
    var values: [JSONValue] = []
    if takes("]") { return .array([]) }
    repeat { values.append(try value(depth: depth + 1)) } while takes(",")
    try take("]")
    return .array(values)
  }

  private mutating func number() throws(JSONValue.Failure) -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard digits == "0" || !digits.hasPrefix("0"), let number = Int(digits) else {
      throw failure("\(digits.prefix(24)) is no whole number that can be held")
    }
    return number
  }

  private mutating func string() throws(JSONValue.Failure) -> String {
    guard next == UInt8(ascii: "\"") else { throw failure("a string is expected") }
    position += 1
    var units: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("a control character stands in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        units += String(try escaped()).utf8
      } else {
        units.append(byte)
      }
    }
    guard next != nil else { throw failure("a string does not end") }
    position += 1
    guard let text = String(validating: units, as: UTF8.self) else { throw failure("a string is no UTF-8") }
    return text
  }

  private mutating func escaped() throws(JSONValue.Failure) -> Character {
    guard let byte = next else { throw failure("a string does not end") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return Character(Unicode.Scalar(byte))
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let first = try hexadecimal()
      if (0xDC00...0xDFFF).contains(first) { throw failure("half of a pair of surrogates stands alone") }
      guard (0xD800...0xDBFF).contains(first) else { return Character(Unicode.Scalar(first) ?? "\u{FFFD}") }
      guard bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
        throw failure("half of a pair of surrogates stands alone")
      }
      position += 2
      let second = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw failure("half of a pair of surrogates stands alone") }
      return Character(scalar)
    default: throw failure("\\\(Character(Unicode.Scalar(byte))) means nothing in a string")
    }
  }

  private mutating func hexadecimal() throws(JSONValue.Failure) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are expected") }
    position += 4
    return value
  }
}
