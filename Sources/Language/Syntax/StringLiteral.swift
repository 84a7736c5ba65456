/// What stands between the quotes of a string: escapes, and the `{…}` parts of a template.
struct StringLiteral {
  enum Part {
    case text(String)
    /// An expression, as the range of its bytes in the source.
    case expression(Range<Int>)
  }

  /// The parts of the string token at `span`, quotes included.
  static func parts(_ span: Span, in source: SourceText, isTemplate: Bool) throws(Diagnostic) -> [Part] {
    var parts: [Part] = []
    var text: [UInt8] = []
    var position = Int(span.start) + 1
    let end = Int(span.end) - 1
    let bytes = source.bytes
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < end {
        text += try escape(bytes[position + 1], at: position, in: source)
        position += 2
      } else if isTemplate, byte == UInt8(ascii: "{") {
        let close = self.end(ofPartAt: position, in: bytes, end)
        guard close > position + 2, bytes[close - 1] == UInt8(ascii: "}") else {
          throw Diagnostic(
            .unterminatedString, "this { in the string has no expression and no }",
            at: Span(position, close), in: source,
            help: inSingleQuotes(position, in: bytes).map {
              "inside { } write text in single quotes: \($0)"
            }
              ?? "write \\{ for the character itself")
        }
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        parts.append(.expression((position + 1)..<(close - 1)))
        position = close
      } else {
        text.append(byte)
        position += 1
      }
    }
    if !text.isEmpty || parts.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    return parts
  }

  /// The part at `start` with the quotes that it would have to have, where it reaches over the end of the string because
  /// it holds a text in the string's own quotes: `{r['a']}` for `{r["a"]}`.
  private static func inSingleQuotes(_ start: Int, in bytes: [UInt8]) -> String? {
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
    var isText = false
    for (offset, byte) in zip(line.indices, line) {
      if byte == UInt8(ascii: "\"") { isText.toggle() }
      guard byte == UInt8(ascii: "}"), !isText else { continue }
      let part = line[...offset]
      guard part.contains(UInt8(ascii: "\"")), !part.contains(UInt8(ascii: "'")) else { return nil }
      return String(decoding: part.map { $0 == UInt8(ascii: "\"") ? UInt8(ascii: "'") : $0 }, as: UTF8.self)
    }
    return nil
  }

  /// The offset behind the `}` that closes the part opened at `start`; strings inside are passed over.
  static func end(ofPartAt start: Int, in bytes: [UInt8], _ limit: Int) -> Int {
    var depth = 0
    var position = start
    var quote: UInt8?
    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      let byte = bytes[position]
      position += 1
      if let open = quote {
        if byte == UInt8(ascii: "\\") { position += 1 } else if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return min(position, limit) }
      case UInt8(ascii: "\""): return min(position - 1, limit)
      case UInt8(ascii: "'"): if " (,={".utf8.contains(bytes[position - 2]) { quote = byte }
      default: break
      }
    }
    return min(position, limit)
  }

  private static func escape(
    _ byte: UInt8, at position: Int, in source: SourceText
  ) throws(Diagnostic) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "0"): return [0]
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      return [byte]
    default:
      throw Diagnostic(
        .invalidCharacter, "unknown escape sequence",
        at: Span(position, position + 2), in: source,
        help: "\\n, \\t, \\\\, \\\", \\' and \\{ are the escapes")
    }
  }
}
