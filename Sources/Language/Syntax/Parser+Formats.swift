/// Python's `{x:.3f}` and `{x!r}` in a string: there are no formats here.
extension Parser {
  private static let noFormats =
    "strings have no number formats; a range in braces must be in parentheses"

  /// `{x:3}` is a format to those who know Python's, and a range to the grammar: neither without parentheses.
  func refuseFormat(_ value: Int32) throws(Diagnostic) {
    let node = tree.nodes[Int(value)]
    guard node.kind == .range, tree.source.bytes[Int(span(value).start)] != UInt8(ascii: "(") else { return }
    throw Diagnostic(
      .foreignHabit, Parser.noFormats, at: span(value), in: tree.source,
      help: "write \(rounded(node.a, decimals: 2)), `\"{(\(tree.source.text(span(value))))}\"` for the range")
  }

  /// The error for a part of a string that is no expression because of a format; nil for any other.
  func formatError(_ range: Range<Int>) -> Diagnostic? {
    guard let (end, format) = format(in: range) else { return nil }
    var ahead = self
    guard let value = try? ahead.templateValue(range.lowerBound..<end) else { return nil }
    let text = tree.source.text(Span(range.lowerBound, end))
    let help =
      switch format {
      case .decimals(let decimals): ahead.rounded(value, decimals: decimals)
      case .percent: "`\"{round(\(ahead.operand(value)) * 100)}%\"` for per cent"
      case .conversion: "`\"{\(text)}\"`"
      case .named: "`\"\(text) = {\(text)}\"`"
      }
    return Diagnostic(
      .foreignHabit, Parser.noFormats, at: Span(range.lowerBound, range.upperBound), in: tree.source,
      help: "write " + help)
  }

  private func rounded(_ value: Int32, decimals: Int) -> String {
    let number = operand(value)
    let words = ["a whole number", "one decimal", "two decimals", "three decimals", "four decimals"]
    guard decimals > 0, decimals < words.count else { return "`\"{round(\(number))}\"` for \(words[0])" }
    let scale = "1" + String(repeating: "0", count: decimals)
    return "`\"{round(\(number) * \(scale)) / \(scale)}\"` for \(words[decimals])"
  }

  /// The text of a value beside an operator.
  private func operand(_ value: Int32) -> String {
    let text = tree.source.text(span(value))
    switch tree.nodes[Int(value)].kind {
    case .number, .name, .call, .index, .field, .tensor: return text
    default: return text.hasPrefix("(") && text.hasSuffix(")") ? text : "(\(text))"
    }
  }

  private enum Format {
    case decimals(Int)
    case percent
    /// `!r`
    case conversion
    /// `{x=}`
    case named
  }

  /// Where a format begins in `{…}`, and which it is.
  private func format(in range: Range<Int>) -> (end: Int, Format)? {
    let bytes = tree.source.bytes
    var depth = 0
    for position in range {
      switch bytes[position] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ":") where depth == 0 && position > range.lowerBound:
        return Parser.format(bytes[(position + 1)..<range.upperBound]).map { (position, $0) }
      case UInt8(ascii: "!")
      where depth == 0 && position > range.lowerBound && position + 1 < range.upperBound:
        return "rsa".utf8.contains(bytes[position + 1]) ? (position, .conversion) : nil
      case UInt8(ascii: "=")
      where depth == 0 && position + 1 == range.upperBound && position > range.lowerBound:
        return (position, .named)
      default: break
      }
    }
    return nil
  }

  /// `[[fill]align][sign][#][0][width][,][.precision][type]`
  private static func format(_ bytes: ArraySlice<UInt8>) -> Format? {
    var rest = bytes
    func isAlign(_ byte: UInt8) -> Bool { "<>=^".utf8.contains(byte) }
    if let second = rest.dropFirst().first, isAlign(second) { rest = rest.dropFirst(2) }
    while let first = rest.first, isAlign(first) || "+- #,_".utf8.contains(first) { rest = rest.dropFirst() }
    rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if rest.first == UInt8(ascii: ",") || rest.first == UInt8(ascii: "_") { rest = rest.dropFirst() }
    var decimals = 2
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty else { return nil }
      decimals = Int(String(decoding: digits, as: UTF8.self)) ?? 2
      rest = rest[digits.endIndex...]
    }
    let kind = rest.first
    guard rest.count <= 1, kind.map({ "bcdeEfFgGnosxX%".utf8.contains($0) }) ?? true, !bytes.isEmpty else {
      return nil
    }
    if kind == UInt8(ascii: "%") { return .percent }
    if kind == UInt8(ascii: "d") { return .decimals(0) }
    return .decimals(kind == UInt8(ascii: "f") || kind == UInt8(ascii: "F") || kind == nil ? decimals : 2)
  }
}
