import ArgumentParser
import Engine
import Glibc
import Language
import Notebook
import Terminal

/// A notebook with its console: what every way of starting the program needs.
struct Workplace {
  let console: Console
  let notebook: Notebook
  let prompt: Prompt

  init(isPrompt: Bool) {
    let console = Console(isPrompt: isPrompt)
    self.console = console
    notebook = Notebook(output: { console.show($0) })
    prompt = Prompt(notebook, console: console)
  }

  func greet() {
    var markup = Markup()
    markup.line(
      .init("Fovea", .heading), .init("  a notebook for seeing how convolutional networks see", .dim))
    markup.line(
      .init("  a = [1, 2; 3, 4]", .code), .init("   "), .init("conv(a, [1, 0; 0, -1])", .code), .init("   "),
      .init("show a", .code), .init("   "), .init("help", .code), .init("   "), .init("quit", .code))
    markup.line(.init("  new here? type  ", .dim), .init("lesson 0-tour", .code))
    markup.line(.init("  Tab completes, Shift-Tab explains, Ctrl-C stops, undo takes back, save keeps", .dim))
    console.write(markup)
  }

  /// `~/.foveainit.fov`, where there is one.
  func runInitFile() {
    guard let home = Paths.environment("HOME") else { return }
    let path = home + "/.foveainit.fov"
    guard access(path, R_OK) == 0 else { return }
    _ = interruptible { notebook.session.runScript(file: path, name: "~/.foveainit.fov") }
  }

  /// - Returns: `interrupted` whenever Ctrl-C was pressed meanwhile, also where the code kept what it had.
  func interruptible(_ body: () -> Session.Outcome) -> Session.Outcome {
    let (outcome, wasInterrupted) = notebook.interruptible(body)
    guard wasInterrupted else { return outcome }
    if outcome == .succeeded { console.show(.failure(.interrupted)) }
    return .interrupted
  }

  /// Standard input to its end; says how to begin where there is none.
  func runStandardInput() throws {
    guard let outcome = prompt.runPlain() else {
      StandardStream.error.write(
        """
        fovea reads a program from standard input, and there was none.
        At a terminal it is a prompt. To begin:
          fovea -e '1 + 1'
          fovea lesson 0-tour
          fovea --help

        """)
      return
    }
    try exit(after: outcome)
  }

  /// Ends the program unless all went well, and everything that was said could be written.
  func exit(after outcome: Session.Outcome) throws {
    try console.finish()
    switch outcome {
    case .succeeded: return
    case .failed: throw ExitCode(1)
    case .interrupted: throw ExitCode(130)
    }
  }
}
