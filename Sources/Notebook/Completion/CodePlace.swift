/// Where in a line the cursor stands, read from the text before it alone: inside which call, which string, which word.
struct CompletionPlace {
  /// The word being typed, and where it starts in the line's UTF-8.
  private(set) var word = ""
  private(set) var wordStart = 0
  /// The quote that is still open, the text behind it, and where that starts.
  private(set) var openQuote: Character?
  private(set) var string = ""
  private(set) var stringStart = 0
  /// The function whose parentheses are innermost open.
  private(set) var call: String?
  /// The name before the `[` that the open string follows: `r` in `r["con`.
  private(set) var indexed: String?
  /// The option whose value is being typed: `mode` in `mode="ro`.
  private(set) var option: String?
  /// Whether an option's name can stand here: straight after `(` or `,`.
  private(set) var canBeOption = false
  /// Whether the word follows a dot, and the name before it.
  private(set) var isField = false
  private(set) var owner: String?
  private(set) var isFirstWord = false
  /// The first word of the line when an argument of it is being typed behind a space.
  private(set) var command: String?
  private(set) var argument = ""
  private(set) var argumentStart = 0

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let openings = scan()
    wordStart = bytes.count
    while wordStart > 0, CompletionPlace.isWord(bytes[wordStart - 1]) { wordStart -= 1 }
    word = text(wordStart..<bytes.count)
    let before = bytes[..<wordStart].last { $0 != space }
    isFirstWord = bytes[..<wordStart].allSatisfy { $0 == space || $0 == newline }
    canBeOption = before == UInt8(ascii: "(") || before == UInt8(ascii: ",")
    isField = wordStart > 0 && bytes[wordStart - 1] == UInt8(ascii: ".")
    if isField { owner = name(endingAt: wordStart - 1) }
    if let opening = openings.last, bytes[opening] == UInt8(ascii: "(") { call = name(endingAt: opening) }
    if openQuote != nil {
      option = optionBefore(stringStart - 1)
      let before = bytes[..<(stringStart - 1)].lastIndex { $0 != space }
      if let before, bytes[before] == UInt8(ascii: "[") { indexed = name(endingAt: before) }
    }
    findCommand()
  }

  private let space = UInt8(ascii: " ")
  private let newline = UInt8(ascii: "\n")

  /// Walks over the line; returns where brackets were opened that are still open.
  private mutating func scan() -> [Int] {
    var openings: [Int] = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "#"):
        while position < bytes.count, bytes[position] != newline { position += 1 }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let isTranspose =
          byte == UInt8(ascii: "'") && position > 0
          && (CompletionPlace.isWord(bytes[position - 1]) || ")]'".utf8.contains(bytes[position - 1]))
        if isTranspose { break }
        guard let close = bytes[(position + 1)...].firstIndex(where: { $0 == byte || $0 == newline }) else {
          openQuote = byte == UInt8(ascii: "'") ? "'" : "\""
          stringStart = position + 1
          string = text(stringStart..<bytes.count)
          return openings
        }
        position = close
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): openings.append(position)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = openings.popLast()
      default: break
      }
      position += 1
    }
    return openings
  }

  private mutating func findCommand() {
    guard let first = bytes.firstIndex(where: { $0 != space }) else { return }
    guard let end = bytes[first...].firstIndex(of: space) else { return }
    command = text(first..<end)
    argumentStart = bytes[end...].firstIndex { $0 != space } ?? bytes.count
    argument = text(argumentStart..<bytes.count)
  }

  /// The name whose value starts at `position`: what stands before its `=`.
  private func optionBefore(_ position: Int) -> String? {
    guard let equals = bytes[..<position].lastIndex(where: { $0 != space }),
      bytes[equals] == UInt8(ascii: "=")
    else { return nil }
    return name(endingAt: equals)
  }

  /// The name that ends just before an offset, spaces passed over.
  private func name(endingAt offset: Int) -> String? {
    var end = offset
    while end > 0, bytes[end - 1] == space { end -= 1 }
    var start = end
    while start > 0, CompletionPlace.isWord(bytes[start - 1]) { start -= 1 }
    return start < end ? text(start..<end) : nil
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
