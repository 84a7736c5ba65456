import Language

/// A cell that is a command: which one, and what follows its word.
package struct CommandCall: Sendable {
  package let command: Command
  /// What follows the word, divided as the command says; nothing where it cannot be divided.
  package let arguments: [String]
  private let action: Result<Command.Action, CommandMisuse>

  /// What is wrong with the arguments; nil where the command can be carried out.
  package var misuse: CommandMisuse? { if case .failure(let misuse) = action { misuse } else { nil } }

  /// The command that a cell is, or nil for program text.
  ///
  /// A word is a command unless something follows that makes it an expression: `history = …`, `next(x)`, `vars + 1`. A
  /// variable is always looked at by its name alone, so that of a command's name comes before the command.
  package init?(_ text: String, in environment: Environment) {
    let word = Self.trimmed(text.prefix { $0 != ";" && $0 != "#" })
    if Command.allWords.contains(word), environment.hasOwn(word) { return nil }
    self.init(text)
  }

  /// The command that a cell is where there are no variables.
  package init?(_ text: String) {
    let trimmed = Self.trimmed(text[...])
    guard !trimmed.contains("\n") else { return nil }
    if trimmed.hasPrefix("?") {
      self.init(.help, "help", trimmed.dropFirst())
      return
    }
    let word = String(trimmed.prefix { $0.isLetter })
    let rest = trimmed.dropFirst(word.count)
    guard let command = Command.named(word), command.argument.isArgument(rest) else { return nil }
    self.init(command, word, rest)
  }

  private init(_ command: Command, _ word: String, _ rest: Substring) {
    self.command = command
    do throws(CommandMisuse) {
      arguments = try command.argument.divide(rest, of: word)
    } catch {
      arguments = []
      action = .failure(error)
      return
    }
    do throws(CommandMisuse) {
      action = .success(try command.action(arguments))
    } catch { action = .failure(error) }
  }

  /// Carries it out, or says what is wrong with it.
  func perform(in notebook: Notebook) -> Notebook.Reply {
    switch action {
    case .success(let action): action(notebook)
    case .failure(let misuse): notebook.fail(misuse.message, help: misuse.help)
    }
  }

  static func trimmed(_ text: Substring) -> String {
    var result = text
    while result.first?.isWhitespace == true { result.removeFirst() }
    while result.last?.isWhitespace == true { result.removeLast() }
    return String(result)
  }
}
