/// A walk over the beginning of a text: what is still open at its end.
struct CodeScan {
  struct Bracket {
    let byte: UInt8
    let offset: Int
    /// Where what it holds is parted by commas: after itself, and after each comma.
    var arguments: [Int]
  }

  /// The brackets that are open, the innermost last.
  private(set) var brackets: [Bracket] = []
  /// Where the statement at the end starts, and what follows each of its commas that no bracket of its own encloses.
  private(set) var statement: [Int]
  /// Where the text of a string starts that is open.
  private(set) var stringStart: Int?
  private(set) var isInComment = false

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    statement = [position]
  }

  mutating func run() {
    while position < bytes.endIndex, stringStart == nil {
      take(bytes[position])
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "#"):
      position = bytes[position...].firstIndex(of: .newline) ?? bytes.endIndex
      isInComment = position == bytes.endIndex
    case UInt8(ascii: "\""), UInt8(ascii: "'"): if !isTranspose(byte) { skipString(byte) }
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      brackets.append(Bracket(byte: byte, offset: position, arguments: [position + 1]))
      if isBetweenStatements { statement = [position + 1] }
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = brackets.popLast()
    case UInt8(ascii: ","):
      if isBetweenStatements { statement.append(position + 1) }
      if !brackets.isEmpty { brackets[brackets.count - 1].arguments.append(position + 1) }
    case UInt8(ascii: ";"), .newline:
      // A line goes on behind a comma.
      let isOpen = byte == .newline && bytes[..<position].last { $0 != .space } == UInt8(ascii: ",")
      if isBetweenStatements, !isOpen { statement = [position + 1] }
    default: break
    }
  }

  /// Whether a statement can begin here: outside brackets, or in a block.
  var isBetweenStatements: Bool { brackets.last.map { $0.byte == UInt8(ascii: "{") } ?? true }

  private func isTranspose(_ byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: "'"), position > bytes.startIndex else { return false }
    return CodeScan.isWord(bytes[position - 1]) || ")]'".utf8.contains(bytes[position - 1])
  }

  private mutating func skipString(_ quote: UInt8) {
    var end = position + 1
    while end < bytes.endIndex, bytes[end] != quote, bytes[end] != .newline {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    if end >= bytes.endIndex { stringStart = position + 1 } else { position = end }
  }

  static func isWord(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
