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

  /// The words that are commands, for help and completion.
  package static let words: [(word: String, summary: String)] = [
    ("help", "what there is; help NAME tells about one function, help E0203 about a message"),
    ("lesson", "the lessons; lesson ID opens one, lesson leave goes back"),
    ("next", "the next step of the lesson"), ("back", "the step before"),
    ("check", "check the exercise"), ("answer", "answer VALUE: your answer to a question"),
    ("hint", "a hint, then a stronger one"), ("solution", "the solution"),
    ("skip", "go on without solving"), ("reset", "this step's variables as they were"),
    ("vars", "the variables, with shapes and sizes"),
    ("history", "what you typed; history WORD: the cells with that in them"),
    ("undo", "the variables as before the last cell that changed any; undo 3: as before the last three"),
    ("save", "save FILE: the session as a script; cells that failed or were undone are left out"),
    ("export", "export FILE: the session with its results, as .html, .md or .ipynb"),
    ("lang", "lang en or lang zh: the language of the lessons"), ("quit", "leave (also exit, or Ctrl-D)"),
  ]

  /// The command that a cell is, or nil for program text.
  ///
  /// A word is a command unless something follows that makes it an expression: `history = …`, `next(x)`, `vars + 1`.
  package init?(_ text: String) {
    let trimmed = Command.trimmed(text)
    guard !trimmed.contains("\n") else { return nil }
    if trimmed.hasPrefix("?") {
      let topic = Command.trimmed(String(trimmed.dropFirst()))
      self = .help(topic.isEmpty ? nil : topic)
      return
    }
    let word = String(trimmed.prefix { $0.isLetter })
    let rest = trimmed.dropFirst(word.count)
    let argument = Command.trimmed(String(rest.prefix { $0 != ";" }))
    let kind = Command.kind(of: word)
    guard Command.leavesCommand(rest, kind) else { return nil }
    switch (word, argument) {
    case ("help", _): self = .help(argument.isEmpty ? nil : argument)
    case ("lesson", _): self = .lesson(Command.lesson(argument))
    case ("answer", _): self = .lesson(.answer(Command.trimmed(String(rest))))
    case ("lang", _): self = .language(argument.isEmpty ? nil : argument)
    case ("next", ""): self = .lesson(.next)
    case ("back", ""): self = .lesson(.back)
    case ("check", ""): self = .lesson(.check)
    case ("hint", ""): self = .lesson(.hint)
    case ("solution", ""): self = .lesson(.solution)
    case ("skip", ""): self = .lesson(.skip)
    case ("reset", ""): self = .lesson(.reset)
    case ("vars", ""): self = .variables
    case ("history", _): self = .history(argument.isEmpty ? nil : argument)
    case ("undo", ""): self = .undo(1)
    case ("undo", _):
      guard let count = Int(argument), count > 0 else { return nil }
      self = .undo(count)
    case ("save", _): self = .save(Command.file(rest))
    case ("export", _): self = .export(Command.file(rest))
    case ("quit", ""), ("exit", ""): self = .quit
    default: return nil
    }
  }

  private static func lesson(_ argument: String) -> LessonCommand {
    let words = argument.split(separator: " ").map(String.init)
    switch words.first {
    case nil: return .list
    case "progress": return .progress
    case "forget": return .forget(words.count > 1 ? words[1] : nil)
    case "leave": return .leave
    default: return .open(argument)
    }
  }

  /// What stands behind a command's word.
  private enum Kind {
    case words, value, file
  }

  private static func kind(of word: String) -> Kind {
    switch word {
    case "answer": .value
    case "save", "export", "lesson": .file
    default: .words
    }
  }

  /// Whether what follows the word lets it be a command: nothing, or an argument behind a space that does not go on as
  /// an expression would.
  private static func leavesCommand(_ rest: Substring, _ kind: Kind) -> Bool {
    guard let first = rest.first else { return true }
    guard first == " " || first == "\t" else { return first == ";" && rest.count == 1 }
    let argument = rest.drop { $0 == " " || $0 == "\t" }
    guard let start = argument.first else { return true }
    let second = argument.dropFirst().first
    // A path may begin with a dot or a slash; behind an operator there would be a space.
    if kind == .file, start == "/" || start == ".", second != nil, second != " " { return true }
    let takesValue = kind == .value
    switch start {
    case "=": return false
    case "(", "[", "'": return takesValue
    case "-": return takesValue && second != " "
    case "+", "*", "/", "%", "^", "@", "<", ">", "!", "|", ":", ",": return false
    case ".": return takesValue && second?.isNumber == true
    default: return !["and", "or", "in"].contains(String(argument.prefix { $0.isLetter }))
    }
  }

  private static func file(_ rest: Substring) -> String? {
    let file = unquoted(trimmed(String(rest)))
    return file.isEmpty ? nil : file
  }

  /// A name without the quotes around it.
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
