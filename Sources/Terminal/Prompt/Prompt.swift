import Engine
import Glibc
import Language
import Notebook
import Rendering

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
    let editor = LineEditor(name: "Fovea", assistant: notebook)
    while true {
      console.flush()
      let capabilities = TerminalCapabilities(descriptor: STDOUT_FILENO)
      let input = editor.read(
        prompt: prompt(capabilities), continuation: continuation(capabilities),
        isComplete: { notebook.isComplete($0) })
      switch input {
      case .interrupted: continue
      case .endOfInput:
        console.write("\n")
        return
      case .cell(let text):
        guard text.contains(where: { !$0.isWhitespace }) else { continue }
        echo(text)
        if submit(text).result == .quit { return }
      }
    }
  }

  /// Without a terminal: standard input, cell by cell. Errors do not end it.
  /// - Returns: `failed` where one cell did not succeed; `interrupted`, and nothing more is read, after Ctrl-C; nil when there
  ///   was no input at all.
  package func runPlain() -> Session.Outcome? {
    let reader = PlainInput()
    var result: Session.Outcome?
    while case .cell(let text) = reader.read(isComplete: { notebook.isComplete($0) }) {
      result = result ?? .succeeded
      guard text.contains(where: { !$0.isWhitespace }) else { continue }
      let (reply, wasInterrupted) = submit(text)
      switch reply {
      case .quit: return result
      case .done(.failed): result = .failed
      case .done: break
      }
      // Whoever presses Ctrl-C means all of it, also where the cell kept what it had.
      if wasInterrupted || reply == .done(.interrupted) {
        if reply != .done(.interrupted) { console.show(.failure(.interrupted)) }
        console.write("what follows on standard input was not run\n", to: STDERR_FILENO)
        return .interrupted
      }
      console.flush()
    }
    return result
  }

  private func submit(_ text: String) -> (result: Notebook.Reply, wasInterrupted: Bool) {
    notebook.interruptible { notebook.submit(text) }
  }

  /// Shows what was typed in colours. A command is no program, and stays as it is.
  private func echo(_ text: String) {
    guard notebook.command(text) == nil else { return }
    let capabilities = TerminalCapabilities(descriptor: STDOUT_FILENO)
    let echo = InputEcho(prompt: prompt(capabilities), text: text, capabilities)
    let functions = Set(notebook.current.interpreter.environment.library.names)
    if let line = echo.rewriting(functions: functions, label: label) { console.write(line) }
  }

  private func prompt(_ capabilities: TerminalCapabilities) -> String { painted(label, capabilities) }

  /// As wide as the prompt, where the window has room for that.
  private func continuation(_ capabilities: TerminalCapabilities) -> String {
    let sign = VisibleText.make("… ", isUTF8: capabilities.isUTF8)
    let width = DisplayWidth.columns(of: label) - 2 - DisplayWidth.columns(of: sign)
    return painted(String(repeating: " ", count: max(0, width)) + sign, capabilities)
  }

  private var label: String {
    let lesson = notebook.lessonTitle.map { $0 + " " } ?? ""
    return "\(lesson)In[\(notebook.current.nextCell)]: "
  }

  private func painted(_ text: String, _ capabilities: TerminalCapabilities) -> String {
    let visible = VisibleText.make(text, isUTF8: capabilities.isUTF8)
    return capabilities.colors == .none ? visible : "\u{1b}[32m\(visible)\u{1b}[0m"
  }
}
