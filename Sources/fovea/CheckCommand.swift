import ArgumentParser
import Engine
import Notebook
import Terminal

/// Runs scripts and lessons and compares what comes out with what they expect.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run scripts and lessons, and compare their results with the expected ones.")

  @Flag(
    name: [.customLong("update"), .customLong("promote")],
    help: "Replace the expected outputs by the actual ones.")
  var updates = false

  @Flag(help: "Let scripts read and write files anywhere, not only read files in their own folder.")
  var allowFiles = false

  @Argument(help: "Scripts and lessons.")
  var files: [String]

  func run() throws {
    let console = Console(isPrompt: false)
    let cancellation = Cancellation()
    let checker = ScriptChecker(cancellation: cancellation, allowsFiles: allowFiles)
    var holds = true
    for file in files {
      let (report, wasInterrupted) = Interrupts.noting(cancellation.address) {
        checker.check(file, updates: updates)
      }
      console.write(report.markup)
      console.flush()
      if wasInterrupted { throw ExitCode(130) }
      holds = holds && report.holds
    }
    try console.finish()
    if !holds { throw ExitCode(1) }
  }
}
