/// A command of the notebook: the first word of a cell, for what is about the notebook and not about values.
///
/// All that is known of a command stands in one such description, in a file of its own in `Table`: the prompt, help, the
/// reference and completion are made from it.
package struct Command: Sendable {
  /// What a command does, once what follows its word has been read.
  package typealias Action = @Sendable (Notebook) -> Notebook.Reply

  package let word: String
  /// Other words for the same command.
  package let aliases: [String]
  /// How it is typed: `undo [COUNT]`.
  package let usage: String
  /// One line for help.
  package let summary: String
  /// What may follow the word.
  let argument: CommandArgument
  let completion: CommandCompletion
  private let read: @Sendable ([String]) throws(CommandMisuse) -> Action

  /// - Parameters:
  ///   - usage: how it is typed; the word alone where nothing follows it.
  ///   - read: makes the action of what follows the word, as `argument` has divided it.
  init(
    _ word: String, aliases: [String] = [], usage: String? = nil, _ summary: String,
    argument: CommandArgument = .nothing, completion: CommandCompletion = .nothing,
    read: @escaping @Sendable ([String]) throws(CommandMisuse) -> Action
  ) {
    self.word = word
    self.aliases = aliases
    self.usage = usage ?? word
    self.summary = summary
    self.argument = argument
    self.completion = completion
    self.read = read
  }

  /// - Throws: what is wrong with what follows the word.
  func action(_ arguments: [String]) throws(CommandMisuse) -> Action { try read(arguments) }
}

extension Command {
  /// All of them, as help lists them.
  package static let all: [Command] =
    [help, lesson] + lessonSteps + [
      variables, history, undo, redo, recover, listFiles, save, export, language, quit,
    ]

  /// Every word that is a command alone.
  static let allWords = Set(all.flatMap { [$0.word] + $0.aliases })

  private static let byWord: [String: Command] = Dictionary(
    all.flatMap { command in ([command.word] + command.aliases).map { ($0, command) } },
    uniquingKeysWith: { first, _ in first })

  /// The command of a word or an alias; nil for any other word.
  package static func named(_ word: String) -> Command? { byWord[word] }
}

/// What completion offers after a command's word.
enum CommandCompletion: Sendable {
  case nothing
  /// What the language knows, as in any cell.
  case expression
  case files
  /// - Parameter earlier: the words between the command's and the one that is being typed.
  case words(@Sendable (_ notebook: Notebook, _ earlier: [String]) -> [Completion.Candidate])
}
