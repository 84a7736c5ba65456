/// What is said where a command of the notebook stands in a program, which knows none.
struct CommandAdvice {
  let message: String
  let help: String

  /// - Parameter command: all of it as far as that can be told, its word alone where not.
  init(_ word: String, _ command: String, in source: SourceText) {
    message = "`\(word)` is a command of the prompt, not a value"
    if source.takesCommands {
      help = "a command must be alone in its cell, without parentheses: \(command)"
    } else {
      // What the shell or printf would take for something else is not put between its quotes.
      let isPlain = !command.contains { "'%\\".contains($0) }
      help =
        "commands work at the prompt and on standard input: printf '\(isPlain ? command : word)\\n' | fovea"
    }
  }

  /// The command that a call was meant for: `help conv` for `help(conv)`.
  /// - Parameter rest: what stands behind the word.
  static func command(_ word: String, calledWith rest: String) -> String {
    guard rest.hasPrefix("("), let close = rest.firstIndex(of: ")") else { return word }
    var argument = rest[..<close].dropFirst()
    if let quote = argument.first, quote == "\"" || quote == "'", argument.last == quote {
      argument = argument.dropFirst().dropLast()
    }
    let isName = argument.allSatisfy { $0.isLetter || $0.isNumber || "_.-/".contains($0) }
    return isName && !argument.isEmpty ? "\(word) \(argument)" : word
  }
}
