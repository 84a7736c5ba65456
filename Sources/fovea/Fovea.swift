import ArgumentParser
import Glibc
import Notebook
import Terminal

@main
struct Fovea: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fovea",
    abstract: "A notebook at the terminal for seeing how convolutional networks work.",
    usage: """
      fovea [--no-init]                  the prompt
      fovea -e <code> [-e <code> ...]    run code
      fovea <file.fov> [<arguments>]     run a script, or the code of a notebook (.ipynb)
      fovea lesson [<id>]                play a lesson
      fovea check [--update] [--allow-files] <files>
                                         run scripts and lessons, and compare their results with the expected ones
      fovea export <file> -o <document>  a lesson, script or notebook with its results, as \(ExportFormat.endings)
      fovea export <file.ipynb> -o <file.fov>
                                         a notebook as a script
      fovea book <folder>                all lessons as pages for a browser
      fovea docs <folder>                write the reference as Markdown
      """,
    discussion: """
      Without arguments it is a prompt; type `help` there, or `lesson` for the lessons.
      Input from a pipe is run cell by cell.

      The exit status is 0, 1 after an error or a failed check, 2 after wrong usage, 130 when interrupted.

      Environment variables:
      \(asksForHelp ? EnvironmentVariables.help : "")
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, LessonPlayCommand.self, CheckCommand.self, ExportCommand.self, BookCommand.self,
      DocsCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// Whether the table of variables may be shown: breaking its lines would be a tenth of each start.
  private static var asksForHelp: Bool {
    CommandLine.arguments.contains { $0 == "-h" || $0.contains("help") }
  }

  /// Exit statuses: 0; 1 an error or a failed check; 2 bad usage; 130 interrupted.
  static func main() {
    // A limit on the size of files is an error of the write like a full disk, and no reason to end.
    signal(SIGXFSZ, SIG_IGN)
    EnvironmentVariables.complain()
    let status = LargeStack.run {
      do {
        var command = try parseAsRoot()
        try command.run()
        return 0
      } catch let code as ExitCode {
        return code.rawValue
      } catch {
        return report(error)
      }
    }
    Glibc.exit(status)
  }

  private static func report(_ error: any Error) -> Int32 {
    let isUsage = exitCode(for: error) == .validationFailure
    let text = fullMessage(for: error)
    if isUsage {
      StandardStream.error.write(text + "\n")
      return 2
    }
    let console = Console(isPrompt: false)
    console.write(text + "\n")
    do { try console.finish() } catch { return 1 }
    return exitCode(for: error).rawValue
  }
}
