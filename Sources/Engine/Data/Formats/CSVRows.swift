/// The rows of a table in text, one after the other, with the places of their fields.
struct CSVRows {
  /// The characters of a field without blanks around it, and without quotes.
  struct Field {
    let range: Range<Int>
    let isQuoted: Bool
  }

  let bytes: [UInt8]
  /// Nil where blanks part the columns.
  private let separator: UInt8?
  private var position: Int
  /// The line on which the last row began, counted from 1.
  private(set) var line = 0
  private var nextLine = 1
  private(set) var fields: [Field] = []

  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = CSVRows.separator(of: bytes, from: position)
  }

  static func isUTF16(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// What parts the columns of the first row.
  private static func separator(of bytes: [UInt8], from start: Int) -> UInt8? {
    var (isQuoted, isComment, isEmpty) = (false, false, true)
    var found: Set<UInt8> = []
    for byte in bytes[start...] {
      if isEnd(byte), !isQuoted {
        if !isEmpty, !isComment { break }
        (isComment, isEmpty, found) = (false, true, [])
        continue
      }
      if isComment { continue }
      if isEmpty, byte == UInt8(ascii: "#") { isComment = true }
      if byte == quote { isQuoted.toggle() }
      if !isQuoted { found.insert(byte) }
      isEmpty = isEmpty && (byte == 0x20 || byte == 0x09)
    }
    return [";", "\t", ","].map { UInt8(ascii: $0) }.first(where: found.contains)
  }

  private static func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != separator }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes to the next row that is neither empty nor a comment.
  /// - Returns: false at the end.
  /// - Throws: the line on which a quote begins that has no end.
  mutating func advance() throws(UnclosedQuote) -> Bool {
    while next != nil {
      line = nextLine
      skipBlanks()
      guard let byte = next else { return false }
      if byte == UInt8(ascii: "#") {
        while let byte = next, !CSVRows.isEnd(byte) { position += 1 }
        endLine()
      } else if CSVRows.isEnd(byte) {
        endLine()
      } else {
        try readFields()
        return true
      }
    }
    return false
  }

  struct UnclosedQuote: Error { let line: Int }

  private mutating func readFields() throws(UnclosedQuote) {
    fields.removeAll(keepingCapacity: true)
    while true {
      skipBlanks()
      // Blanks at the end of a row part it from nothing.
      if separator == nil, next.map(CSVRows.isEnd) ?? true { break }
      fields.append(try next == CSVRows.quote ? quoted() : plain())
      skipBlanks()
      guard let byte = next, !CSVRows.isEnd(byte) else { break }
      if byte == separator { position += 1 }
    }
    endLine()
  }

  private mutating func plain() -> Field {
    let start = position
    while let byte = next, byte != separator, !CSVRows.isEnd(byte), separator != nil || !isBlank(byte) {
      position += 1
    }
    var end = position
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return Field(range: start..<end, isQuoted: false)
  }

  /// A field in quotes. What follows the closing quote up to the separator belongs to the field, so it is not a number.
  private mutating func quoted() throws(UnclosedQuote) -> Field {
    let (start, first) = (position, nextLine)
    position += 1
    while let byte = next {
      position += 1
      if byte == 0x0A || byte == 0x0D && next != 0x0A { nextLine += 1 }
      guard byte == CSVRows.quote else { continue }
      if next == CSVRows.quote {
        position += 1
        continue
      }
      let end = position
      let rest = plain()
      return rest.range.isEmpty
        ? Field(range: start + 1..<end - 1, isQuoted: true)
        : Field(range: start..<rest.range.upperBound, isQuoted: false)
    }
    throw UnclosedQuote(line: first)
  }

  private mutating func skipBlanks() {
    while let byte = next, isBlank(byte) { position += 1 }
  }

  private mutating func endLine() {
    guard let byte = next else { return }
    position += 1
    if byte == 0x0D, next == 0x0A { position += 1 }
    nextLine += 1
  }

  /// A field's text, with doubled quotes made one.
  func text(of field: Field) -> String {
    let text = String(decoding: bytes[field.range], as: UTF8.self)
    return field.isQuoted ? text.replacing("\"\"", with: "\"") : text
  }
}
