import Engine
import Language

/// All lessons as pages that lead from one to the next, with an index: a folder that a browser reads without a server.
package struct Book {
  private let catalog: LessonCatalog
  private let languages: [LessonLanguage]
  private let cancellation: Cancellation

  /// - Parameter cancellation: what stops the lessons' code.
  package init(
    _ catalog: LessonCatalog, _ languages: [LessonLanguage], cancellation: Cancellation = Cancellation()
  ) {
    self.catalog = catalog
    self.languages = languages
    self.cancellation = cancellation
  }

  /// What became of a lesson.
  package struct Chapter {
    package let id: String
    let title: Bilingual<String>
    package let failure: Diagnostic?
  }

  /// Writes the book into a folder, which is made where it is missing. A lesson that fails has its page as far as it came.
  /// - Parameter report: called with each lesson when its pages are written.
  /// - Throws: what went wrong with a file, or the interruption.
  package func write(to folder: String, report: (Chapter) -> Void) throws(Diagnostic) {
    let entries = catalog.entries
    guard !entries.isEmpty else {
      throw Diagnostic(.lesson, "there are no lessons in \(catalog.folder)")
    }
    do throws(FileError) {
      try ByteFile.makeFolder(folder)
      for language in languages { try ByteFile.makeFolder("\(folder)/\(language.rawValue)") }
    } catch { throw Diagnostic(error) }
    let lessons = try entries.map { entry throws(Diagnostic) in try Book.read(entry) }
    let index = file("\(folder)/index.html")
    let pages = lessons.map { lesson in
      languages.map { (language: $0, file: file("\(folder)/\($0.rawValue)/\(lesson.id).html")) }
    }
    // Before the lessons run, which takes minutes.
    for page in [index] + pages.joined().map(\.file) {
      try Book.attempt { () throws(FileError) in try page.check() }
    }
    for (number, lesson) in lessons.enumerated() {
      let document = lesson.document(cancellation)
      if let failure = document.failure, failure.code == .interrupted { throw failure }
      for page in pages[number] {
        let text = HTMLPage(document, [page.language], links: links(lessons, number, page.language)).text
        try Book.attempt { () throws(FileError) in try page.file.write(Array(text.utf8)) }
      }
      report(Chapter(id: lesson.id, title: document.title, failure: document.failure))
    }
    let contents = contents(lessons)
    try Book.attempt { () throws(FileError) in try index.write(Array(contents.utf8)) }
  }

  /// A file of the catalog, read once.
  private struct Lesson {
    let id: String
    let source: SourceText
    let lesson: LessonDocument?

    var title: Bilingual<String> { lesson?.title ?? Bilingual(id, id) }

    func document(_ cancellation: Cancellation) -> ExportedDocument {
      if let lesson { return LessonExport.document(lesson, cancellation: cancellation) }
      return ScriptExport.document(source, title: id, cancellation: cancellation)
    }
  }

  private static func read(_ entry: LessonCatalog.Entry) throws(Diagnostic) -> Lesson {
    do throws(FileError) {
      let source = try LessonDocument.read(entry.path, name: entry.fileName)
      return Lesson(id: entry.id, source: source, lesson: LessonDocument(source))
    } catch { throw Diagnostic(error) }
  }

  /// A page of the book, which may replace one of an earlier book.
  private func file(_ path: String) -> OwnedFile {
    OwnedFile(path, HTMLPage.marks, deed: "exported")
  }

  private static func attempt(_ body: () throws(FileError) -> Void) throws(Diagnostic) {
    do throws(FileError) { try body() } catch { throw Diagnostic(error) }
  }

  // MARK: Links

  private func links(_ lessons: [Lesson], _ index: Int, _ language: LessonLanguage) -> [HTMLPage.Link] {
    var links: [HTMLPage.Link] = []
    if index > 0 {
      links.append(link(to: lessons[index - 1], "← ", language, relation: "prev"))
    }
    links.append(.init(title: ExportWords.contents[language], address: "../index.html", relation: "up"))
    if index + 1 < lessons.count {
      links.append(link(to: lessons[index + 1], "→ ", language, relation: "next"))
    }
    for other in languages where other != language {
      let address = "../\(other.rawValue)/\(lessons[index].id).html"
      links.append(.init(title: other.ownName, address: address, relation: "alternate", language: other))
    }
    return links
  }

  private func link(
    to lesson: Lesson, _ arrow: String, _ language: LessonLanguage, relation: String
  ) -> HTMLPage.Link {
    .init(title: arrow + lesson.title[language], address: "\(lesson.id).html", relation: relation)
  }

  private func contents(_ lessons: [Lesson]) -> String {
    var body = "<h1>Fovea</h1>\n"
    for language in languages {
      body += "<section lang=\"\(language.tag)\">\n"
      body += "<p>\(ExportWords.bookIntroduction[language])</p>\n<ol class=\"lessons\">\n"
      for lesson in lessons {
        let number = lesson.id.prefix { $0.isNumber || $0 == "." }
        body += "<li><span class=\"id\">\(XMLText.escaped(String(number)))</span>"
        body += "<a href=\"\(language.rawValue)/\(XMLText.escaped(lesson.id)).html\">"
        body += "\(XMLText.escaped(lesson.title[language]))</a></li>\n"
      }
      body += "</ol>\n</section>\n"
    }
    return HTMLPage.page("Fovea", languages, body: body)
  }
}

extension LessonLanguage {
  /// What its speakers call it.
  package var ownName: String { self == .english ? "English" : "中文" }
}
