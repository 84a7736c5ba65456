import Engine
import Language
import Notebook
import Testing

/// The lessons of a folder as pages that lead from one to the next.
@Suite("The book") struct BookTests {
  private func catalog() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(LessonFixture.doubling, "1-one.fov")
    try folder.write(LessonFixture.doubling.replacing("Doubling", with: "Again & again"), "2-two.fov")
    return folder
  }

  @Test func pagesLeadFromOneToTheNext() throws {
    let lessons = try catalog()
    let out = try TemporaryFolder()
    var told: [String] = []
    try Book(LessonCatalog(folder: lessons.path), LessonLanguage.allCases).write(to: out.path + "/site") {
      told.append($0.id)
      #expect($0.failure == nil)
    }
    #expect(told == ["1-one", "2-two"])
    let index = try out.read("site/index.html")
    #expect(index.contains("href=\"en/1-one.html\"") && index.contains("href=\"zh/2-two.html\""))
    #expect(index.contains("Again &amp; again") && index.contains("加倍"))
    let first = try out.read("site/en/1-one.html")
    #expect(first.contains("href=\"2-two.html\" rel=\"next\"") && !first.contains("rel=\"prev\""))
    #expect(first.contains("href=\"../zh/1-one.html\"") && first.contains("href=\"../index.html\""))
    #expect(first.contains("Here is <code>a</code>") && !first.contains("这是矩阵"))
    for page in ["index", "en/1-one", "en/2-two", "zh/1-one", "zh/2-two"] {
      #expect(HTMLTags.problem(in: try out.read("site/\(page).html")) == nil, "\(page)")
    }
  }

  @Test func aLessonThatFailsIsToldOf() throws {
    let lessons = try catalog()
    try lessons.write(LessonFixture.doubling.replacing("expect(v, 2 * a)", with: "expect(v, a)"), "2-two.fov")
    let out = try TemporaryFolder()
    var failed: [String] = []
    try Book(LessonCatalog(folder: lessons.path), [.english]).write(to: out.path) {
      if $0.failure != nil { failed.append($0.id) }
    }
    #expect(failed == ["2-two"])
    #expect(try out.read("en/2-two.html").contains("E0601") || out.read("en/2-two.html").contains("error"))
  }

  @Test func pagesOfSomebodyElsesAreNotWrittenOver() throws {
    let lessons = try catalog()
    for page in ["index.html", "en/2-two.html"] {
      let out = try TemporaryFolder()
      try ByteFile.makeFolder(out.path + "/en")
      try out.write("<p>mine</p>", page)
      var reported = 0
      do throws(Diagnostic) {
        try Book(LessonCatalog(folder: lessons.path), [.english]).write(to: out.path) { _ in reported += 1 }
        Issue.record("\(page) was written over")
      } catch { #expect(error.message.hasPrefix("\(out.path)/\(page) already exists")) }
      #expect(try out.read(page) == "<p>mine</p>" && reported == 0)
    }
    let out = try TemporaryFolder()
    for _ in 0..<2 { try Book(LessonCatalog(folder: lessons.path), [.english]).write(to: out.path) { _ in } }
  }

  @Test func aFolderWithoutLessonsIsAnError() throws {
    let empty = try TemporaryFolder()
    let out = try TemporaryFolder()
    #expect(throws: Diagnostic.self) {
      try Book(LessonCatalog(folder: empty.path), [.english]).write(to: out.path) { _ in }
    }
  }
}
