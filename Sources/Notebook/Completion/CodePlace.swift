/// Where in a text of the language the cursor stands, read from an unfinished text: inside which call, which string,
/// which word. Places are offsets in the text's UTF-8.
struct CodePlace {
  /// The whole word that the cursor is in, or at the start or the end of.
  private(set) var wordRange = 0..<0
  /// Of that word, what stands before the cursor.
  private(set) var typed = ""
  private(set) var isInComment = false
  private(set) var openString: OpenString?
  /// The innermost call that the cursor is inside of, if any.
  private(set) var call: OpenCall?
  /// Whether the cursor is straight inside its parentheses, and not in brackets within.
  private(set) var isInCallItself = false
  /// Whether an argument begins with the word at the cursor, so that it can be an option's name.
  private(set) var beginsArgument = false
  /// Whether the value of a named argument begins here.
  private(set) var beginsValue = false
  /// Whether the word follows a dot, and the name before it.
  private(set) var isField = false
  private(set) var owner: String?
  private(set) var isFirstWord = false
  /// The first word of the text, where the cursor is behind it in the same line.
  private(set) var command: CommandPlace?

  private let bytes: [UInt8]
  private let cursor: Int

  /// The word that the cursor is in, whole.
  var word: String { text(wordRange) }

  /// - Parameter cursor: the nearest place is taken where it lies outside the text.
  init(_ text: String, cursor: Int) {
    bytes = Array(text.utf8)
    self.cursor = min(max(cursor, 0), bytes.count)
    var scan = CodeScan(bytes[..<self.cursor])
    scan.run()
    isInComment = scan.isInComment
    findWord()
    if let start = scan.stringStart { findString(start) }
    if !findStatement(scan) { findCall(scan.brackets) }
    findCommand()
  }

  private mutating func findWord() {
    var (start, end) = (cursor, cursor)
    while start > 0, bytes[start - 1].isWord { start -= 1 }
    while end < bytes.count, bytes[end].isWord { end += 1 }
    wordRange = start..<end
    typed = text(start..<cursor)
    isFirstWord = bytes[..<start].allSatisfy { $0 == .space || $0 == .newline }
    isField = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
    if isField { owner = name(endingAt: start - 1) }
  }

  /// The names before the word with dots behind them: `np`, `linalg` of `np.linalg.no`.
  var path: [String] {
    var names: [String] = []
    var end = wordRange.lowerBound
    while end > 1, bytes[end - 1] == UInt8(ascii: "."), bytes[end - 2].isWord {
      var start = end - 1
      while start > 0, bytes[start - 1].isWord { start -= 1 }
      names.insert(self.text(start..<(end - 1)), at: 0)
      end = start
    }
    return names
  }

  private mutating func findString(_ start: Int) {
    let before = bytes[..<(start - 1)].lastIndex { $0 != .space }
    let isIndex = before.map { bytes[$0] == UInt8(ascii: "[") } ?? false
    openString = OpenString(
      quote: Character(Unicode.Scalar(bytes[start - 1])), start: start, text: text(start..<cursor),
      indexed: isIndex ? before.flatMap { name(endingAt: $0) } : nil)
  }

  private mutating func findCall(_ brackets: [CodeScan.Bracket]) {
    let index = brackets.lastIndex { $0.byte == UInt8(ascii: "(") && name(endingAt: $0.offset) != nil }
    guard let index, let name = name(endingAt: brackets[index].offset) else { return }
    isInCallItself = index == brackets.count - 1
    let nameEnd = bytes[..<brackets[index].offset].lastIndex { $0.isWord } ?? 0
    let nameStart = bytes[..<nameEnd].lastIndex { !$0.isWord } ?? -1
    let before = bytes[..<max(nameStart + 1, 0)].suffix(while: { $0 == .space || $0 == .newline }).startIndex
    let isPiped = before >= 2 && bytes[(before - 2)..<before].elementsEqual("|>".utf8)
    take(
      OpenCall(
        name: name, arguments: brackets[index].arguments.map { argument(startingAt: $0) }, isPiped: isPiped))
  }

  /// Whether the cursor is behind a comma of a statement that takes options, as a call does: `show x, range=`.
  private mutating func findStatement(_ scan: CodeScan) -> Bool {
    guard scan.isBetweenStatements, scan.statement.count > 1 else { return false }
    let rest = bytes[scan.statement[0]..<cursor].drop { $0 == .space || $0 == .newline }
    let end = rest.firstIndex { !$0.isWord } ?? cursor
    let word = text(rest.startIndex..<end)
    guard StatementHelp.builtIn(word) != nil, bytes[end] == .space else { return false }
    isInCallItself = true
    let arguments = ([end] + scan.statement.dropFirst()).map { argument(startingAt: $0) }
    take(OpenCall(name: word, arguments: arguments, isPiped: false))
    return true
  }

  /// The call that the cursor is in, and what begins at the cursor.
  private mutating func take(_ call: OpenCall) {
    self.call = call
    guard isInCallItself, let last = call.arguments.last else { return }
    let valueStart = (openString?.start).map { $0 - 1 } ?? wordRange.lowerBound
    func isBlank(from start: Int) -> Bool {
      start <= valueStart && bytes[start..<valueStart].allSatisfy { $0 == .space || $0 == .newline }
    }
    beginsArgument = openString == nil && isBlank(from: last.start)
    beginsValue = last.name != nil && isBlank(from: last.valueStart)
  }

  /// The argument that starts at an offset, with its name if there is one before an `=`.
  private func argument(startingAt start: Int) -> OpenCall.Argument {
    var position = start
    func skipBlanks() {
      while position < cursor, bytes[position] == .space || bytes[position] == .newline { position += 1 }
    }
    skipBlanks()
    let nameStart = position
    while position < cursor, bytes[position].isWord { position += 1 }
    let nameEnd = position
    skipBlanks()
    let isNamed =
      nameStart < nameEnd && position < cursor && bytes[position] == .equals
      && (position + 1 == bytes.count || bytes[position + 1] != .equals)
    return OpenCall.Argument(
      name: isNamed ? text(nameStart..<nameEnd) : nil, start: start,
      valueStart: isNamed ? position + 1 : start)
  }

  private mutating func findCommand() {
    guard !bytes[..<cursor].contains(.newline),
      let first = bytes[..<cursor].firstIndex(where: { $0 != .space }),
      let end = bytes[first..<cursor].firstIndex(of: .space)
    else { return }
    let wordStart = bytes[..<cursor].lastIndex(of: .space).map { $0 + 1 } ?? end
    let earlier = bytes[end..<wordStart].split(separator: .space).map { String(decoding: $0, as: UTF8.self) }
    command = CommandPlace(
      word: text(first..<end), earlier: earlier, typed: text(wordStart..<cursor), start: wordStart)
  }

  /// The name that ends just before an offset, spaces passed over.
  private func name(endingAt offset: Int) -> String? {
    var end = offset
    while end > 0, bytes[end - 1] == .space { end -= 1 }
    var start = end
    while start > 0, bytes[start - 1].isWord { start -= 1 }
    return start < end ? text(start..<end) : nil
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// A string that is not closed before the cursor.
struct OpenString {
  let quote: Character
  /// Where its text starts, after the quote.
  let start: Int
  let text: String
  /// The name before the `[` that the string follows: `r` in `r["con`.
  let indexed: String?
}

/// A call whose parenthesis is not closed before the cursor.
struct OpenCall {
  struct Argument {
    /// What stands before its `=`.
    let name: String?
    let start: Int
    /// Where its value starts: after the `=` of one with a name.
    let valueStart: Int
  }

  let name: String
  /// The last is the one that the cursor is at.
  let arguments: [Argument]
  /// Whether its first argument stands before it: `x |> f(`.
  let isPiped: Bool
}

/// What follows the first word of a line, in case that it is a command.
struct CommandPlace {
  let word: String
  /// The words between it and the one that is being typed.
  let earlier: [String]
  let typed: String
  let start: Int
}

extension UInt8 {
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")
  static let equals = UInt8(ascii: "=")

  /// Whether names are made of it; of characters beyond ASCII every byte is taken for such.
  fileprivate var isWord: Bool { CodeScan.isWord(self) }
}

extension BidirectionalCollection {
  /// The longest end of which all elements are as wanted.
  fileprivate func suffix(while isWanted: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, isWanted(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
