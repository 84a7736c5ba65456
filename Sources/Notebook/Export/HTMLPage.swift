import Engine
import Language

/// A document as one HTML page that needs nothing beside it: no script, no network, no other file.
struct HTMLPage {
  /// Where a page of a book leads.
  struct Link {
    let title: String
    let address: String
    /// How it stands to the page, as `rel` says it; empty for nothing.
    var relation = ""
    var language: LessonLanguage?
  }

  private let document: ExportedDocument
  private let languages: [LessonLanguage]
  private let links: [Link]
  private let functions: Set<String>

  /// - Parameter links: above and below the text.
  init(_ document: ExportedDocument, _ languages: [LessonLanguage], links: [Link] = []) {
    self.document = document
    self.languages = languages
    self.links = links
    functions = Set(Library.standard.names)
  }

  /// What tells a page that was exported, in its head.
  private static let generator = "<meta name=\"generator\" content=\"\(ExportFormat.mark)\">"

  var text: String {
    let title = document.title.joined(languages)
    var body = "<h1>\(XMLText.escaped(title))</h1>\n"
    for block in document.blocks { body += html(block) }
    if let failure = document.failure { body += HTMLOutput.html([.failure(failure)]) }
    return HTMLPage.page(title, languages, body: body, links: links)
  }

  /// A whole page around a body.
  static func page(
    _ title: String, _ languages: [LessonLanguage], body: String, links: [Link] = []
  ) -> String {
    let bar = links.isEmpty ? "" : "<nav>\n\(links.map(anchor).joined(separator: "\n"))\n</nav>\n"
    return """
      <!DOCTYPE html>
      <html lang="\(languages[0].tag)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      \(generator)
      <meta name="color-scheme" content="light dark">
      <title>\(XMLText.escaped(title))</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      \(bar)<main>
      \(body)</main>
      \(bar)</body>
      </html>

      """
  }

  private static func anchor(_ link: Link) -> String {
    var attributes = "href=\"\(XMLText.escaped(link.address))\""
    if !link.relation.isEmpty { attributes += " rel=\"\(link.relation)\"" }
    if let language = link.language { attributes += " lang=\"\(language.tag)\" hreflang=\"\(language.tag)\"" }
    return "<a \(attributes)>\(XMLText.escaped(link.title))</a>"
  }

  private func html(_ block: ExportedDocument.Block) -> String {
    switch block {
    case .step(let number):
      "<h2 id=\"step-\(number)\"><a href=\"#step-\(number)\">\(number)</a></h2>\n"
    case .prose(let prose): languages.map { HTMLText.prose(prose[$0], $0) }.joined()
    case .illustration(let picture, let caption):
      HTMLOutput.illustration(
        .init(picture, caption, languages), languages.map { HTMLText.prose(caption[$0], $0) }.joined())
    case .code(let lines, let output):
      (lines.isEmpty ? "" : HTMLText.code(lines, functions: functions) + "\n") + HTMLOutput.html(output)
    case .remark(let answer, let prose):
      "<div class=\"remark\">\n<p><code>\(XMLText.escaped(answer))</code></p>\n"
        + languages.filter { !prose[$0].isEmpty }.map { HTMLText.prose(prose[$0], $0) }.joined() + "</div>\n"
    case .fold(let title, let blocks):
      "<details>\n<summary>\(XMLText.escaped(title.joined(languages)))</summary>\n"
        + blocks.map(html).joined() + "</details>\n"
    }
  }
}

extension HTMLPage: DocumentFormat {
  package static let endings = ["html", "htm"]
  package static let marks = [OwnedFile.Mark.line(generator, among: 8)]

  package static func files(
    of document: ExportedDocument, _ languages: [LessonLanguage], at path: String
  ) -> [DocumentFile] { [file(HTMLPage(document, languages).text, at: path)] }
}
