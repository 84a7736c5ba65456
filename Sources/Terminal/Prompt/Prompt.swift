import Engine
import Glibc
import Language
import Notebook

/// The prompt: reads cells, runs them, and goes on until the user leaves.
package struct Prompt {
  private let notebook: Notebook
  private let console: Console

  package init(_ notebook: Notebook, console: Console) {
    self.notebook = notebook
    self.console = console
  }

  /// At a terminal, with line editing, history and completion.
  package func run() {
    let editor = LineEditor(name: "Fovea", completer: NotebookCompleter(notebook))
    while true {
      console.flush()
      let capabilities = TerminalCapabilities(descriptor: STDOUT_FILENO)
      let input = editor.read(
        prompt: prompt(capabilities), continuation: continuation(capabilities),
        isComplete: { !Session.isIncomplete($0) })
      switch input {
      case .interrupted: continue
      case .endOfInput:
        console.write("\n")
        return
      case .cell(let text):
        guard text.contains(where: { !$0.isWhitespace }) else { continue }
        if submit(text) == .quit { return }
      }
    }
  }

  /// Without a terminal: standard input, cell by cell. Errors do not end it.
  /// - Returns: whether every cell succeeded, and whether there was anything at all.
  package func runPlain() -> (succeeded: Bool, wasEmpty: Bool, interrupted: Bool) {
    let reader = PlainInput()
    var (succeeded, wasEmpty) = (true, true)
    while case .cell(let text) = reader.read(isComplete: { !Session.isIncomplete($0) }) {
      wasEmpty = false
      guard text.contains(where: { !$0.isWhitespace }) else { continue }
      switch submit(text) {
      case .quit: return (succeeded, false, false)
      case .done(.interrupted): return (false, false, true)
      case .done(let outcome): succeeded = succeeded && outcome == .succeeded
      }
      console.flush()
    }
    return (succeeded, wasEmpty, false)
  }

  private func submit(_ text: String) -> Notebook.Reply {
    let word = notebook.current.interpreter.cancellation.address
    return Interrupts.raising(word) { notebook.submit(text) }
  }

  private func prompt(_ capabilities: TerminalCapabilities) -> String {
    let lesson = notebook.lessonTitle.map { $0 + " " } ?? ""
    return painted("\(lesson)In[\(notebook.current.nextCell)]: ", capabilities)
  }

  private func continuation(_ capabilities: TerminalCapabilities) -> String {
    let lesson = notebook.lessonTitle.map { $0 + " " } ?? ""
    let width = DisplayWidth.columns(of: "\(lesson)In[\(notebook.current.nextCell)]: ")
    return painted(String(repeating: " ", count: max(0, width - 4)) + "… ", capabilities)
  }

  private func painted(_ text: String, _ capabilities: TerminalCapabilities) -> String {
    capabilities.colors == .none ? text : "\u{1b}[32m\(text)\u{1b}[0m"
  }
}
