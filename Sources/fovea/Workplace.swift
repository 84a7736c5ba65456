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
    notebook = Notebook(
      shelf: LessonShelf(folder: Places.lessons), progress: LessonProgress(path: Places.progress),
      language: LessonLanguage.fromEnvironment(Places.environment), output: { console.show($0) })
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
    markup.line(.init("  Tab completes, Ctrl-C stops, undo takes back, save FILE keeps", .dim))
    console.write(markup)
  }

  /// `~/.foveainit.fov`, where there is one.
  func runInitFile() {
    guard let home = Places.environment("HOME") else { return }
    let path = home + "/.foveainit.fov"
    guard access(path, R_OK) == 0 else { return }
    _ = interruptible { notebook.session.runScript(file: path, name: "~/.foveainit.fov") }
  }

  /// - Returns: `interrupted` whenever Ctrl-C was pressed meanwhile, also where the code kept what it had.
  func interruptible(_ body: () -> Session.Outcome) -> Session.Outcome {
    let (outcome, wasInterrupted) = Interrupts.noting(
      notebook.current.interpreter.cancellation.address, during: body)
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

extension Console {
  /// Writes what is left; ends the program where standard output did not take it.
  func finish() throws {
    flush()
    guard let failure else { return }
    StandardStream.error.write("fovea: standard output: \(failure)\n")
    throw ExitCode(1)
  }
}

/// Where things are on this machine.
enum Places {
  /// What a variable says; nil where it is not set, or to nothing.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  static let lessonSetting = Setting<String>(
    "FOVEA_LESSONS", "where the lessons lie, by default beside the program",
    takes: "a folder"
  ) { .init($0) }

  /// What `lessonSetting` says, else the folder `lessons` beside the program or above the build folder that it lies in.
  static var lessons: String {
    if let folder = lessonSetting.text { return folder }
    var folder = executableFolder
    while folder.count > 1 {
      if access(folder + "/lessons/0-tour.fov", R_OK) == 0 { return folder + "/lessons" }
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    return "lessons"
  }

  private static var executableFolder: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    let text = String(cString: path)
    return String(text[..<(text.lastIndex(of: "/") ?? text.startIndex)])
  }

  /// The file that keeps how far each lesson was worked through.
  static var progress: String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/fovea/progress" }
    return environment("HOME").map { $0 + "/.local/state/fovea/progress" }
  }
}
