import Engine
import Glibc
import Language
import Testing

@testable import Notebook

/// The documentation is true: its code runs, and its pages are those that the program writes.
@Suite struct DocumentationTests {
  private static let root =
    "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

  private static func text(_ path: String) throws -> String {
    String(decoding: try ByteFile.read(root + "/" + path), as: UTF8.self)
  }

  /// Everything in blocks of a kind, and blank lines for everything else, so that lines keep their numbers.
  private static func code(_ text: String, fence: String) -> String {
    var isInside = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("```") {
        isInside = line == "```" + fence
        return ""
      }
      return isInside ? String(line) : ""
    }.joined(separator: "\n")
  }

  @Test func theLanguageIsAsItIsDescribed() throws {
    let folder = try TemporaryFolder()
    let script = Self.code(try Self.text("docs/language.md"), fence: "fovea")
    #expect(script.contains("#=>"))
    let file = try folder.write(script, "language.fov")
    let report = ScriptChecker(cancellation: Cancellation()).check(file, updates: false)
    #expect(report.holds, "\(report.markup.plainText)")
  }

  /// `FOVEA_UPDATE=1` writes the pages anew.
  @Test func theReferenceIsCurrent() throws {
    let pages = ReferencePages(catalog: LessonCatalog(folder: Self.root + "/lessons"))
    let folder = Self.root + "/docs/reference"
    if getenv("FOVEA_UPDATE") != nil { try pages.write(to: folder) }
    for page in pages.pages {
      let found = try? ByteFile.read(folder + "/" + page.name)
      #expect(
        found.map { String(decoding: $0, as: UTF8.self) } == page.text,
        "docs/reference/\(page.name) is not current; `fovea docs docs/reference` writes it")
    }
  }

  @Test func thePagesAreWrittenIntoANewFolder() throws {
    let folder = try TemporaryFolder()
    let pages = ReferencePages(catalog: LessonCatalog(folder: Self.root + "/lessons"))
    try pages.write(to: folder.path + "/a/b")
    #expect(Set(TemporaryFolder.names(folder.path + "/a/b")) == Set(pages.pages.map(\.name)))
    #expect(throws: FileError.self) { try pages.write(to: "/dev/null/a") }
  }

  /// Statements, words and signs are in the reference too; `show`, which has options, has a page of its own.
  @Test func statementsHavePages() throws {
    let pages = ReferencePages(catalog: LessonCatalog(folder: Self.root + "/lessons")).pages
    let all = try #require(pages.first { $0.name == "statements.md" }?.text)
    for (word, entry) in StatementHelp.entries {
      let form = entry.form.split(separator: "\n").joined(separator: " ").replacing("|", with: "\\|")
      #expect(all.contains(form), "\(word)")
    }
    let show = try #require(pages.first { $0.name == "show.md" }?.text)
    for option in ["range=", "caption=", "file="] { #expect(show.contains("| `\(option)` |"), "\(option)") }
    #expect(show.contains("show E, range=[0, 1]") && show.contains("In the lessons: `lesson 0-tour`"))
    #expect(pages.first { $0.name == "README.md" }?.text.contains("[`show`](show.md)") == true)
    #expect(pages.first { $0.name == "plot.md" }?.text.contains("[`show`](show.md)") == true)
  }

  /// No page of something that is gone stays behind.
  @Test func theReferenceHasNoOtherPages() throws {
    let pages = Set(ReferencePages(catalog: LessonCatalog(folder: Self.root + "/lessons")).pages.map(\.name))
    #expect(TemporaryFolder.names(Self.root + "/docs/reference").filter { !pages.contains($0) } == [])
  }
}
