import ArgumentParser
import Engine
import Language
import Notebook
import Terminal

/// Writes the reference: what help says, as Markdown.
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Write the reference, a page for each built-in, into a folder.")

  @Argument(help: "The folder; it is created if it does not exist.")
  var folder: String

  func run() throws {
    let pages = ReferencePages(catalog: LessonCatalog(folder: Paths.lessons))
    let console = Console(isPrompt: false)
    do throws(FileError) {
      try pages.write(to: folder)
    } catch {
      console.show(.failure(Diagnostic(error)))
      throw ExitCode(1)
    }
    console.write(Markup([.line([.init("\(pages.pages.count) pages in \(folder)")])]))
    try console.finish()
  }
}
