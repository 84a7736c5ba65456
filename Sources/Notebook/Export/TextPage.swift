import Engine
import Language

/// A document as plain text, to be printed or sent in a letter: code behind `> `, results below it, a picture as the line that
/// describes it or as its numbers.
struct TextPage {
  private(set) var text: String
  private let languages: [LessonLanguage]

  /// The widest line of prose, in columns.
  private static let width = 80

  init(_ document: ExportedDocument, _ languages: [LessonLanguage]) {
    self.languages = languages
    let title = PrintableText.make(document.title.joined(languages))
    text =
      title + "\n" + String(repeating: "=", count: DisplayWidth.columns(of: title))
      + "\n\(ExportFormat.mark)\n\n"
    for block in document.blocks { add(block) }
    if let failure = document.failure { add([.failure(failure)]) }
  }

  private mutating func add(_ block: ExportedDocument.Block) {
    switch block {
    case .step(let number): text += "\(number)\n\(String(repeating: "-", count: "\(number)".count))\n\n"
    case .prose(let prose): for language in languages { add(prose[language]) }
    case .illustration(let picture, let caption):
      add(TextPage.wrapped(TextPage.description(of: .init(picture, caption, languages))))
    case .code(let lines, let output):
      if !lines.isEmpty { add(lines.map { "> " + $0 }) }
      add(output)
    case .remark(let answer, let prose):
      add([answer])
      for language in languages { add(prose[language]) }
    case .fold(let title, let blocks):
      add([title.joined(languages)])
      for block in blocks { add(block) }
    }
  }

  /// Items of a list follow one another; all else is parted by an empty line.
  private mutating func add(_ prose: Prose) {
    for block in prose.blocks {
      switch block {
      case .paragraph(let paragraph):
        let isItem = Prose.item(paragraph) != nil
        text +=
          TextPage.wrapped(paragraph).map { PrintableText.make($0) + "\n" }.joined() + (isItem ? "" : "\n")
      case .verbatim(let line): text += PrintableText.make(line) + "\n"
      case .gap: endBlock()
      }
    }
    endBlock()
  }

  private mutating func endBlock() {
    if !text.hasSuffix("\n\n") { text += "\n" }
  }

  private mutating func add(_ events: [Session.Event]) {
    for part in ShownPart.parts(of: events) {
      switch part {
      case .lines(let lines), .excerpt(let lines): add(lines.map(\.text))
      case .paragraph(let spans): add(TextPage.wrapped(spans.text))
      case .picture(let picture):
        add((NumberTable(picture)?.lines ?? []) + [TextPage.description(of: picture)])
      case .figure(_, let drawing):
        add(drawing.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      case .plot(let plot): add([plot.title.isEmpty ? "[plot]" : "[plot: \(plot.title)]"])
      }
    }
  }

  private static func description(of picture: Markup.Picture) -> String {
    let labels = picture.labels.isEmpty ? "" : ": " + picture.labels.joined(separator: " ")
    return "[\(picture.description)\(labels)]"
  }

  private static func wrapped(_ text: String) -> [String] {
    LineBreaking(width: width).lines(text.map { .init($0, ()) }).map { line in
      String(repeating: " ", count: line.indent) + String(line.pieces.map(\.character))
    }
  }

  /// Lines that belong together, and an empty one.
  private mutating func add(_ lines: [String]) {
    text += lines.map { PrintableText.make($0) + "\n" }.joined() + "\n"
  }
}

extension TextPage: DocumentFormat {
  package static let endings = ["txt"]
  package static let marks = [OwnedFile.Mark.line(ExportFormat.mark, among: 3)]

  package static func files(
    of document: ExportedDocument, _ languages: [LessonLanguage], at path: String
  ) -> [DocumentFile] {
    [file(TextPage(document, languages).text, at: path)]
  }
}
