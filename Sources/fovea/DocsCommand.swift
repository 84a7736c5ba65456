import ArgumentParser
import Engine
import Glibc
import Notebook

/// Writes the reference: what help says, as Markdown.
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Write the reference, a page for each built-in, into a folder.")

  @Argument(help: "The folder; it is made where it is missing.")
  var folder: String

  func run() throws {
    let pages = ReferencePages(shelf: LessonShelf(folder: Places.lessons))
    do throws(FileError) {
      try pages.write(to: folder)
    } catch {
      StandardStream.error.write("fovea: \(error.message)\n")
      throw ExitCode(1)
    }
    print("\(pages.pages.count) pages in \(folder)")
  }
}
