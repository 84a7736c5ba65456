import ArgumentParser
import Engine
import Glibc
import Language
import Notebook
import Terminal

/// Which languages a document is written in.
enum DocumentLanguage: String, ExpressibleByArgument, CaseIterable {
  case en, zh, both

  var languages: [LessonLanguage] {
    switch self {
    case .en: [.english]
    case .zh: [.chinese]
    case .both: [.english, .chinese]
    }
  }
}

/// A lesson, a script or a notebook, with its results, as a document; or a notebook as a script.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Run a lesson, a script or a notebook and write it with its results, as a document.")

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The document: a name that ends in \(ExportFormat.endings), or for a notebook in .fov; by default FILE.html."
    ))
  var output: String?

  @Option(help: "The language of a lesson: en, zh or both.")
  var lang: DocumentLanguage?

  @Argument(
    help: "A lesson's id, such as 5.4.3, or a file.", completion: .file(extensions: ["fov", "ipynb"]))
  var file: String

  @Argument(parsing: .postTerminator, help: "After `--`: the arguments of a script, in `args`.")
  var arguments: [String] = []

  func run() throws {
    let path = Paths.lesson(file) ?? file
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let ending = [".fov", ".ipynb"].first(where: name.hasSuffix) ?? ""
    let target = output ?? String(name.dropLast(ending.count)) + ".html"
    let cancellation = Cancellation()
    let console = Console(isPrompt: false)
    let exporter = Exporter(lang?.languages ?? Paths.languages, cancellation: cancellation)
    try console.run(cancellation) { () throws(Diagnostic) in
      try exporter.export(path, to: target, arguments: arguments)
    }
    console.write(target + "\n")
    try console.finish()
  }
}

/// All lessons as pages for a browser.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Run all lessons and write them as pages for a browser.")

  @Option(help: "The language of the lessons: en, zh or both.")
  var lang = DocumentLanguage.both

  @Argument(help: "The folder; it is created if it does not exist.")
  var folder: String

  func run() throws {
    let cancellation = Cancellation()
    let book = Book(LessonCatalog(folder: Paths.lessons), lang.languages, cancellation: cancellation)
    let console = Console(isPrompt: false)
    var holds = true
    try console.run(cancellation) { () throws(Diagnostic) in
      try book.write(to: folder) { chapter in
        console.write(Markup([.line([.init(chapter.id)])]))
        if let failure = chapter.failure {
          console.show(.failure(failure))
          holds = false
        }
        console.flush()
      }
    }
    console.write("\(folder)/index.html\n")
    try console.finish()
    if !holds { throw ExitCode(1) }
  }
}

extension Console {
  /// Makes a document; says what goes wrong, and ends the program then.
  fileprivate func run(_ cancellation: Cancellation, _ body: () throws(Diagnostic) -> Void) throws {
    var (failure, wasInterrupted) = Interrupts.noting(cancellation.address) { () -> Diagnostic? in
      do throws(Diagnostic) {
        try body()
        return nil
      } catch { return error }
    }
    if wasInterrupted, failure == nil { failure = .interrupted }
    guard let failure else { return }
    show(.failure(failure))
    try finish()
    throw ExitCode(wasInterrupted ? 130 : 1)
  }
}

extension Paths {
  /// The languages that documents are written in where nobody says so.
  static var languages: [LessonLanguage] { [LessonLanguage.fromEnvironment(environment)] }

  /// The file of a lesson that is meant by its id; nil for anything else, and for the name of a file that is there.
  static func lesson(_ request: String) -> String? {
    guard access(request, F_OK) != 0, case .found(let entry) = LessonCatalog(folder: lessons).find(request)
    else {
      return nil
    }
    return entry.path
  }
}
