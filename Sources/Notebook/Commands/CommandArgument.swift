/// What may follow a command's word, and how it is divided.
enum CommandArgument: Sendable {
  case nothing
  /// One name, or none.
  case name(SingleArgument)
  /// Names, parted by blanks.
  case names(SingleArgument)
  /// All of it as it stands, without quotes around it.
  case text
  /// An expression of the language.
  case expression
  /// The name of something that help knows, which may have blanks in it.
  case topic

  /// Divides what follows the word.
  ///
  /// - Parameters:
  ///   - rest: all that follows the word.
  ///   - word: as it was typed, for messages.
  /// - Returns: the names, or the text as the only element; nothing where nothing stands there.
  /// - Throws: what is wrong with it.
  func divide(_ rest: Substring, of word: String) throws(CommandMisuse) -> [String] {
    switch self {
    case .nothing:
      try CommandNames(rest, of: word).none()
      return []
    case .name(let one): return try Self.single(rest, of: word, one)
    case .names: return try CommandNames(rest, of: word).names
    case .text:
      let text = CommandCall.trimmed(rest)
      return text.isEmpty || text == ";" ? [] : [Self.unquoted(text)]
    case .expression:
      let text = CommandCall.trimmed(rest)
      return text.isEmpty ? [] : [text]
    case .topic:
      let text = CommandCall.trimmed(rest)
      let isTitle = HelpPages.titles.contains(text) || HelpPages.words.contains(text)
      return isTitle ? [text] : try Self.single(text[...], of: word, .topic)
    }
  }

  private static func single(
    _ rest: Substring, of word: String, _ one: SingleArgument
  ) throws(CommandMisuse) -> [String] {
    try CommandNames(rest, of: word).single(one).map { [$0] } ?? []
  }

  /// Whether what follows the word leaves it a command: nothing, or an argument behind a space that does not go on as an
  /// expression would.
  func isArgument(_ rest: Substring) -> Bool {
    guard let first = rest.first else { return true }
    if first == "#" { return true }
    guard first == " " || first == "\t" else { return first == ";" && rest.count == 1 }
    let argument = rest.drop { $0 == " " || $0 == "\t" }
    guard let start = argument.first else { return true }
    // `help @` asks for a sign; `help = 3` and `help - 1` go on behind it.
    if case .topic = self, StatementHelp.entries[CommandCall.trimmed(argument)] != nil { return true }
    let second = argument.dropFirst().first
    // A path may begin with a dot or a slash; behind an operator there would be a space.
    if isPath, start == "/" || start == ".", second != nil, second != " " { return true }
    switch start {
    case "=": return false
    case "(", "[": return isExpression
    // A quote behind a blank transposes nothing: it begins a name.
    case "'": return isExpression || second != nil && second != " "
    case "-": return isExpression && second != " "
    case "+", "*", "/", "%", "^", "@", "<", ">", "!", "|", ":", ",": return false
    case ".": return isExpression && second?.isNumber == true
    default: return !["and", "or", "in"].contains(String(argument.prefix { $0.isLetter }))
    }
  }

  /// Whether it may go on over several lines.
  var isExpression: Bool { if case .expression = self { true } else { false } }

  private var isPath: Bool {
    switch self {
    case .name(let one), .names(let one): one.isPath
    case .nothing, .text, .expression, .topic: false
    }
  }

  /// A text without the quotes around it.
  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'", text.last == quote else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }
}
