import ArgumentParser
import Notebook
import Terminal

/// The prompt with a lesson open.
struct LessonPlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Play a lesson, or list them.")

  @Argument(help: "A lesson's id, such as 5.4.3, or a file.")
  var lesson: String?

  func run() throws {
    let isTerminal = LineEditor.hasTerminal
    let workplace = Workplace(isPrompt: isTerminal)
    let command: LessonCommand = lesson.map { $0 == "progress" ? .progress : .open($0) } ?? .list
    let opening = workplace.interruptible { workplace.notebook.obey(command) }
    workplace.console.flush()
    if isTerminal {
      workplace.prompt.run()
      workplace.console.flush()
      return
    }
    if opening == .interrupted { return try workplace.exit(after: .interrupted) }
    let outcome = workplace.prompt.runPlain() ?? .succeeded
    try workplace.exit(after: outcome == .succeeded ? opening : outcome)
  }
}
