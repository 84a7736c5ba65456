import ArgumentParser
import Engine
import Glibc
import Language
import Notebook
import Terminal

/// The prompt, code from the command line, a script, or standard input.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Start the prompt, or run code or a script.",
    usage: "fovea [-e <code> ...] [--no-init] [<file> [<arguments> ...]]", shouldDisplay: false)

  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this code; can be given several times.", valueName: "code"))
  var code: [String] = []

  @Flag(name: .customLong("no-init"), help: "Do not run ~/.foveainit.fov first.")
  var skipsInitFile = false

  @Argument(help: "A script or a notebook to run.", completion: .file(extensions: ["fov", "ipynb"]))
  var file: String?

  @Argument(parsing: .captureForPassthrough, help: "The arguments of the script, in `args`.")
  var arguments: [String] = []

  func validate() throws {
    guard !code.isEmpty, let file else { return }
    throw ValidationError(
      "-e runs code, and `\(file)` would be a script: give only one of them; to run a file from code, write `use \"\(file)\"`"
    )
  }

  func run() throws {
    if !code.isEmpty { return try runCode() }
    if let file { return try runScript(file) }
    let isTerminal = LineEditor.hasTerminal
    let workplace = Workplace(isPrompt: isTerminal)
    if isTerminal {
      if !skipsInitFile { workplace.runInitFile() }
      workplace.greet()
      workplace.prompt.run()
      workplace.console.flush()
      return
    }
    try workplace.runStandardInput()
  }

  private func runCode() throws {
    let workplace = Workplace(isPrompt: false)
    for (index, text) in code.enumerated() {
      let outcome = workplace.interruptible {
        workplace.notebook.session.run(text, name: code.count == 1 ? "-e" : "-e \(index + 1)")
      }
      if outcome == .interrupted, index + 1 < code.count {
        workplace.console.write("the code after it was not run\n", to: STDERR_FILENO)
      }
      try workplace.exit(after: outcome)
    }
  }

  private func runScript(_ path: String) throws {
    let workplace = Workplace(isPrompt: false)
    let session = workplace.notebook.session
    session.interpreter.environment["args"] = .list(arguments.map { .string($0) })
    let outcome = workplace.interruptible { session.runScript(file: path) }
    try workplace.exit(after: outcome)
  }
}
