import Engine
import Language

/// A document as Markdown, with its pictures as files beside it.
struct MarkdownPage {
  private(set) var text = ""
  /// The pictures by the names that the text gives them.
  private(set) var files: [File] = []

  struct File {
    let name: String
    let bytes: [UInt8]
    /// By what one of an earlier export is known.
    let mark: OwnedFile.Mark
  }

  /// The first line, which tells a page that was exported.
  private static let comment = "<!-- \(ExportFormat.mark) -->"

  private let languages: [LessonLanguage]
  private let folder: String

  /// - Parameter folder: where the pictures will lie, as the text names it.
  init(_ document: ExportedDocument, _ languages: [LessonLanguage], folder: String) {
    self.languages = languages
    self.folder = folder
    text = "\(MarkdownPage.comment)\n\n# \(MarkdownPage.plain(document.title.joined(languages)))\n\n"
    for block in document.blocks { add(block) }
    if let failure = document.failure { add([.failure(failure)]) }
  }

  private mutating func add(_ block: ExportedDocument.Block) {
    switch block {
    case .step(let number): text += "## \(number)\n\n"
    case .prose(let prose): for language in languages { text += MarkdownPage.prose(prose[language]) }
    case .illustration(let picture, let caption): add(.init(picture, caption, languages))
    case .code(let lines, let output):
      if !lines.isEmpty { text += MarkdownPage.fenced(lines, "fovea") }
      add(output)
    case .remark(let answer, let prose):
      text += MarkdownPage.codeSpan(answer) + "\n\n"
      for language in languages { text += MarkdownPage.prose(prose[language]) }
    case .fold(let title, let blocks):
      text += "<details>\n<summary>\(XMLText.escaped(title.joined(languages)))</summary>\n\n"
      for block in blocks { add(block) }
      text += "</details>\n\n"
    }
  }

  // MARK: Prose

  static func prose(_ prose: Prose) -> String {
    var text = ""
    var formula: [String] = []
    for block in prose.blocks {
      if case .verbatim(let line) = block {
        formula.append(String(line.dropFirst(2)))
        continue
      }
      if !formula.isEmpty { text += fenced(formula, "text") }
      formula = []
      switch block {
      case .paragraph(let paragraph):
        let isItem = Prose.item(paragraph) != nil
        text += Prose.spans(paragraph).map { span in
          span.style == .code ? codeSpan(String(span.text.dropFirst().dropLast())) : plain(span.text)
        }.joined()
        text += isItem ? "\n" : "\n\n"
      case .gap: if text.hasSuffix("\n"), !text.hasSuffix("\n\n") { text += "\n" }
      case .verbatim: break
      }
    }
    if !formula.isEmpty { text += fenced(formula, "text") }
    if text.hasSuffix("\n"), !text.hasSuffix("\n\n") { text += "\n" }
    return text
  }

  /// The characters before which a backslash stands.
  static let escaped = "\\`*_[]<>|$"

  /// Text in which no character stands for a form.
  static func plain(_ text: String) -> String {
    var result = ""
    for character in PrintableText.make(text) {
      if escaped.contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  static func codeSpan(_ text: String) -> String {
    let ticks = text.contains("`") ? "``" : "`"
    return "\(ticks)\(PrintableText.make(text))\(ticks)"
  }

  /// Fences longer than any in the lines.
  static func fenced(_ lines: [String], _ language: String) -> String {
    var fence = "```"
    while lines.contains(where: { $0.hasPrefix(fence) }) { fence += "`" }
    return "\(fence)\(language)\n\(PrintableText.make(lines.joined(separator: "\n")))\n\(fence)\n\n"
  }

  // MARK: What code showed

  private mutating func add(_ events: [Session.Event]) {
    for part in ShownPart.parts(of: events) {
      switch part {
      case .lines(let lines), .excerpt(let lines): text += MarkdownPage.fenced(lines.map(\.text), "text")
      case .paragraph(let spans): text += MarkdownPage.plain(spans.text) + "\n\n"
      case .picture(let picture): add(picture)
      case .plot(let plot): add(FigureSVG(plot), describedAs: plot.title)
      case .figure(let figure, _): add(FigureSVG(figure), describedAs: figure.description)
      }
    }
  }

  private mutating func add(_ figure: FigureSVG, describedAs description: String) {
    let svg = figure.text(signedBy: ExportFormat.mark)
    add(Array(svg.utf8), "svg", FigureSVG.mark(of: ExportFormat.mark), describedAs: description)
  }

  private mutating func add(_ picture: Markup.Picture) {
    if let table = NumberTable(picture) {
      text += MarkdownPage.fenced(table.lines + [picture.description], "text")
    } else if let png = PictureSheet(picture).png {
      let labels = picture.labels.isEmpty ? "" : ": " + picture.labels.joined(separator: " ")
      let signed = PNG.signed(png, by: ExportFormat.mark)
      add(signed, "png", PNG.mark(of: ExportFormat.mark), describedAs: picture.description + labels)
    } else {
      text += MarkdownPage.fenced([picture.description], "text")
    }
  }

  private mutating func add(
    _ bytes: [UInt8], _ ending: String, _ mark: OwnedFile.Mark, describedAs description: String
  ) {
    let name = "\(files.count + 1).\(ending)"
    files.append(File(name: name, bytes: bytes, mark: mark))
    let text = MarkdownPage.plain(description)
    let address = MarkdownPage.address("\(folder)/\(name)")
    self.text += "![\(text)](<\(address)>)\n\n" + (text.isEmpty ? "" : "*\(text)*\n\n")
  }

  /// A path as it may stand between `<` and `>`.
  private static func address(_ path: String) -> String {
    path.unicodeScalars.map { scalar in
      guard DisplayWidth.isUnprintable(scalar) || "<>\\%".unicodeScalars.contains(scalar) else {
        return String(scalar)
      }
      return String(scalar).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        .joined()
    }.joined()
  }
}

extension MarkdownPage: DocumentFormat {
  package static let endings = ["md", "markdown"]
  package static let marks = [OwnedFile.Mark.line(comment, among: 1)]

  package static func files(
    of document: ExportedDocument, _ languages: [LessonLanguage], at path: String
  ) -> [DocumentFile] {
    let folder = FilePath.stem(of: path) + "-pictures"
    let name = folder.split(separator: "/").last.map(String.init) ?? ""
    let page = MarkdownPage(document, languages, folder: name)
    return page.files.map { DocumentFile("\(folder)/\($0.name)", $0.bytes, [$0.mark]) }
      + [file(page.text, at: path)]
  }
}
