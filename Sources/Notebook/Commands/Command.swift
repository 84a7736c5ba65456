import Language

/// A command of the notebook: the first word of a cell, for what is about the notebook and not about values.
package enum Command: Equatable, Sendable {
  case help(String?)
  case lesson(LessonCommand)
  case variables
  /// Of what was typed, the cells with this text in them.
  case history(String?)
  case undo(Int)
  /// Nil where no file was named.
  case save(String?)
  /// Nil where no file was named.
  case export(String?)
  case language(String?)
  case quit
  /// One of them, and something behind it that it cannot take.
  case unclear(CommandMisuse)

  /// The words that are commands, for help and completion.
  package static let words: [(word: String, summary: String)] = [
    ("help", "what there is; help NAME tells about one function, help E0203 about a message"),
    ("lesson", "the lessons; lesson ID opens one, lesson leave goes back"),
    ("next", "the next step of the lesson"), ("back", "the step before"),
    ("check", "check the exercise"), ("answer", "answer VALUE: your answer to a question"),
    ("hint", "a hint, then a stronger one"), ("solution", "the solution"),
    ("skip", "go on without solving"), ("reset", "this step's variables as they were"),
    ("vars", "the variables, with shapes and sizes"),
    ("history", "what you typed; history TEXT: the cells with that in them"),
    ("undo", "the variables as before the last cell that changed any; undo 3: as before the last three"),
    ("save", "save FILE: the session as a script; cells that failed or were undone are left out"),
    ("export", "export FILE: the session with its results, as .html, .md or .ipynb"),
    ("lang", "lang en or lang zh: the language of the lessons"), ("quit", "leave (also exit, or Ctrl-D)"),
  ]

  /// Every word that is a command alone.
  static let allWords = Set(words.map(\.word) + ["exit"])

  /// The command that a cell is, or nil for program text.
  ///
  /// A word is a command unless something follows that makes it an expression: `history = …`, `next(x)`, `vars + 1`. A
  /// variable is always looked at by its name alone, so that of a command's name comes before the command.
  package init?(_ text: String, in environment: Environment) {
    let word = Command.trimmed(String(text.prefix { $0 != ";" && $0 != "#" }))
    if Command.allWords.contains(word), environment.hasOwn(word) { return nil }
    self.init(text)
  }

  /// The command that a cell is where there are no variables.
  package init?(_ text: String) {
    let trimmed = Command.trimmed(text)
    guard !trimmed.contains("\n") else { return nil }
    if trimmed.hasPrefix("?") {
      let text = Command.trimmed(String(trimmed.dropFirst()))
      do throws(CommandMisuse) { self = .help(try Command.topic(text)) } catch { self = .unclear(error) }
      return
    }
    let word = String(trimmed.prefix { $0.isLetter })
    let rest = trimmed.dropFirst(word.count)
    guard let kind = Command.kind(of: word), Command.leavesCommand(rest, kind) else { return nil }
    do throws(CommandMisuse) { self = try Command.read(word, rest) } catch { self = .unclear(error) }
  }

  private static func read(_ word: String, _ rest: Substring) throws(CommandMisuse) -> Command {
    switch word {
    case "help": return .help(try topic(trimmed(String(rest))))
    case "answer": return .lesson(.answer(trimmed(String(rest))))
    case "history":
      let text = trimmed(String(rest))
      return .history(text.isEmpty || text == ";" ? nil : unquoted(text))
    default: break
    }
    let names = try CommandNames(rest, of: word)
    switch word {
    case "lesson": return .lesson(try LessonCommand(names))
    case "lang": return .language(try names.single(.language))
    case "undo": return .undo(try count(names))
    case "save": return .save(try names.single(.script))
    case "export": return .export(try names.single(.document))
    default: try names.none()
    }
    switch word {
    case "vars": return .variables
    case "next": return .lesson(.next)
    case "back": return .lesson(.back)
    case "check": return .lesson(.check)
    case "hint": return .lesson(.hint)
    case "solution": return .lesson(.solution)
    case "skip": return .lesson(.skip)
    case "reset": return .lesson(.reset)
    default: return .quit
    }
  }

  /// What help is wanted on: one name, or the title of a topic.
  private static func topic(_ text: String) throws(CommandMisuse) -> String? {
    if HelpPages.titles.contains(text) || HelpPages.words.contains(text) { return text }
    return try CommandNames(text[...], of: "help").single(.topic)
  }

  private static func count(_ names: CommandNames) throws(CommandMisuse) -> Int {
    guard let text = try names.single(.number) else { return 1 }
    guard let count = Int(text), count > 0 else {
      throw CommandMisuse("`undo` takes a number of cells from 1, and `\(text)` is none", help: "undo 3")
    }
    return count
  }

  /// What stands behind a command's word.
  private enum Kind {
    case words, value, file
  }

  /// Nil for a word that is no command.
  private static func kind(of word: String) -> Kind? {
    switch word {
    case "answer": .value
    case "save", "export", "lesson": .file
    case "exit": .words
    default: words.contains { $0.word == word } ? .words : nil
    }
  }

  /// Whether what follows the word lets it be a command: nothing, or an argument behind a space that does not go on as
  /// an expression would.
  private static func leavesCommand(_ rest: Substring, _ kind: Kind) -> Bool {
    guard let first = rest.first else { return true }
    if first == "#" { return true }
    guard first == " " || first == "\t" else { return first == ";" && rest.count == 1 }
    let argument = rest.drop { $0 == " " || $0 == "\t" }
    guard let start = argument.first else { return true }
    let second = argument.dropFirst().first
    // A path may begin with a dot or a slash; behind an operator there would be a space.
    if kind == .file, start == "/" || start == ".", second != nil, second != " " { return true }
    let takesValue = kind == .value
    switch start {
    case "=": return false
    case "(", "[": return takesValue
    // A quote behind a blank transposes nothing: it begins a name.
    case "'": return takesValue || second != nil && second != " "
    case "-": return takesValue && second != " "
    case "+", "*", "/", "%", "^", "@", "<", ">", "!", "|", ":", ",": return false
    case ".": return takesValue && second?.isNumber == true
    default: return !["and", "or", "in"].contains(String(argument.prefix { $0.isLetter }))
    }
  }

  /// A text without the quotes around it.
  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'", text.last == quote else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  private static func trimmed(_ text: String) -> String {
    var result = text[...]
    while result.first?.isWhitespace == true { result.removeFirst() }
    while result.last?.isWhitespace == true { result.removeLast() }
    return String(result)
  }
}
