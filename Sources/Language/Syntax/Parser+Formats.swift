/// The parts of a string in braces: an expression, and after a colon how its value is written.
extension Parser {
  mutating func templatePart(_ range: Range<Int>) throws(Diagnostic) -> Int32 {
    if let error = foreignPart(range) { throw error }
    guard let colon = Parser.colon(in: range, tree.source.bytes) else {
      return try templateValue(range)
    }
    let value = try templateValue(range.lowerBound..<colon)
    let isRange = tree.nodes[Int(value)].kind == .range
    if isRange, tree.source.bytes[Int(span(value).start)] != UInt8(ascii: "(") {
      throw Diagnostic(
        .format, "a range in braces is written in parentheses", at: Span(range.lowerBound, range.upperBound),
        in: tree.source, help: rangeHelp(range))
    }
    let place = Span(colon + 1, range.upperBound)
    do throws(TextFormat.Mistake) {
      tree.formats.append(WrittenFormat(format: try TextFormat(tree.source.text(place)), span: place))
    } catch {
      throw Diagnostic(
        .format, error.message, at: place, in: tree.source,
        help: !TextFormat.isLikeFormat(tree.source.text(place)) && meansRange(range)
          ? rangeHelp(range)
          : error.help
            ?? TextFormat.form)
    }
    return try node(
      .formatted, value, Int32(tree.formats.count - 1), at: span(value).joined(place), over: [value])
  }

  /// Where the format begins: at the last colon outside of brackets and strings.
  private static func colon(in range: Range<Int>, _ bytes: [UInt8]) -> Int? {
    var depth = 0
    var quote: UInt8?
    var found: Int?
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { position += 1 } else if byte == open { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: ":") where depth == 0 && position > range.lowerBound: found = position
        case UInt8(ascii: "'"):
          // Behind an operand it transposes; behind the colon it fills.
          let isText = position == range.lowerBound || " (,=[{+*/<>".utf8.contains(bytes[position - 1])
          if found == nil, isText { quote = byte }
        default: break
        }
      }
      position += 1
    }
    return found
  }

  /// Whether the whole part is a range that was meant as one.
  private func meansRange(_ range: Range<Int>) -> Bool {
    var ahead = self
    guard let value = try? ahead.templateValue(range) else { return false }
    return ahead.tree.nodes[Int(value)].kind == .range
  }

  private func rangeHelp(_ range: Range<Int>) -> String {
    "write `\"{(\(tree.source.text(Span(range.lowerBound, range.upperBound))))}\"` for the range"
  }

  /// Python's `{x!r}` and `{x=}`; nil for any other part.
  private func foreignPart(_ range: Range<Int>) -> Diagnostic? {
    guard let (end, isNamed) = Parser.foreignEnd(range, tree.source.bytes) else { return nil }
    var ahead = self
    guard (try? ahead.templateValue(range.lowerBound..<end)) != nil else { return nil }
    let text = tree.source.text(Span(range.lowerBound, end))
    return Diagnostic(
      .foreignHabit, "braces in a string take an expression, and perhaps a format",
      at: Span(range.lowerBound, range.upperBound), in: tree.source,
      help: "write `\"\(isNamed ? "\(text) = " : ""){\(text)}\"`")
  }

  /// Where the expression before `!r` or a last `=` ends.
  private static func foreignEnd(_ range: Range<Int>, _ bytes: [UInt8]) -> (end: Int, isNamed: Bool)? {
    var depth = 0
    for position in range.dropFirst() {
      switch bytes[position] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ":") where depth == 0: return nil
      case UInt8(ascii: "!") where depth == 0 && position + 1 < range.upperBound:
        return "rsa".utf8.contains(bytes[position + 1]) ? (position, false) : nil
      case UInt8(ascii: "=") where depth == 0 && position + 1 == range.upperBound: return (position, true)
      default: break
      }
    }
    return nil
  }
}
