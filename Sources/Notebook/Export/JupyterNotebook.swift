import Engine
import Language
import Text

/// A document as a Jupyter notebook, format 4.5: text in Markdown cells, code in code cells with what it showed. No kernel
/// runs the code; the results are kept.
struct JupyterNotebook {
  private let languages: [LessonLanguage]
  private var cells: [JSON] = []
  private var executions = 0

  private static func text(_ document: ExportedDocument, _ languages: [LessonLanguage]) -> String {
    var notebook = JupyterNotebook(languages: languages)
    notebook.addMarkdown("# " + MarkdownPage.plain(document.title.joined(languages)))
    for block in document.blocks { notebook.add(block, folded: false) }
    if let failure = document.failure { notebook.addCode([], output: [.failure(failure)], folded: false) }
    return notebook.json.indentedText(by: 1) + "\n"
  }

  private init(languages: [LessonLanguage]) { self.languages = languages }

  /// What tells a notebook that was exported: that it begins so; or, from before the mark stood in front, ends so. One that
  /// Jupyter has saved since is laid out otherwise, and is somebody's work.
  package static var marks: [OwnedFile.Mark] {
    let beginning = "{\n \"metadata\": {\n  \"generator\": \(JSON.quoted(ExportFormat.mark)),\n"
    let ending = JSON.object([metadata] + version).indentedText(by: 1).dropFirst() + "\n"
    return [.bytes(Array(beginning.utf8), at: 0), .ending(Array(ending.utf8))]
  }

  private var json: JSON {
    .object([JupyterNotebook.metadata, .init("cells", .array(cells))] + JupyterNotebook.version)
  }

  private static let version: [JSON.Member] = [.init("nbformat", 4), .init("nbformat_minor", 5)]

  private static let metadata = JSON.Member(
    "metadata",
    [
      "generator": .string(ExportFormat.mark),
      "kernelspec": ["display_name": "Fovea", "language": "fovea", "name": "fovea"],
      "language_info": ["name": "fovea", "file_extension": ".fov", "mimetype": "text/x-fovea"],
    ])

  private mutating func add(_ block: ExportedDocument.Block, folded: Bool) {
    switch block {
    case .step(let number): addMarkdown("## \(number)")
    case .prose(let prose): addMarkdown(markdown(prose))
    case .illustration(let picture, let caption):
      addIllustration(.init(picture, caption, languages), markdown(caption))
    case .code(let lines, let output): addCode(lines, output: output, folded: folded)
    case .remark(let answer, let prose): addMarkdown(MarkdownPage.codeSpan(answer) + "\n\n" + markdown(prose))
    case .fold(let title, let blocks):
      // A fold cannot hold cells: text folds by itself, and code is a cell whose source is hidden.
      var text = ""
      for block in blocks {
        switch block {
        case .prose(let prose): text += markdown(prose) + "\n\n"
        case .remark(let answer, let prose):
          text += MarkdownPage.codeSpan(answer) + "\n\n" + markdown(prose) + "\n\n"
        default: add(block, folded: true)
        }
      }
      guard !text.isEmpty else { return }
      let summary = XMLText.escaped(title.joined(languages))
      addMarkdown("<details>\n<summary>\(summary)</summary>\n\n\(text)</details>")
    }
  }

  private func markdown(_ prose: Bilingual<Prose>) -> String {
    var text = languages.map { MarkdownPage.prose(prose[$0]) }.joined()
    while text.last == "\n" { text.removeLast() }
    return text
  }

  /// The picture is attached to a cell of text, which running all code leaves alone.
  private mutating func addIllustration(_ picture: Markup.Picture, _ caption: String) {
    guard let png = PictureSheet(picture).png else { return addMarkdown(caption) }
    let name = "picture.png"
    addMarkdown(
      "![\(MarkdownPage.plain(picture.caption))](attachment:\(name))\n\n\(caption)",
      [.init("attachments", [name: ["image/png": .string(Base64.encode(png))]])])
  }

  /// - Parameter members: what the cell has beside its text.
  private mutating func addMarkdown(_ text: String, _ members: [JSON.Member] = []) {
    guard !text.isEmpty else { return }
    cells.append(
      .object(
        members + [
          .init("cell_type", "markdown"), .init("id", .string("cell-\(cells.count + 1)")),
          .init("metadata", [:]), .init("source", JupyterNotebook.lines(text)),
        ]))
  }

  private mutating func addCode(_ lines: [String], output events: [Session.Event], folded: Bool) {
    executions += 1
    let hidden: JSON = [
      "jupyter": ["source_hidden": true, "outputs_hidden": true], "tags": ["solution"],
    ]
    cells.append([
      "cell_type": "code", "execution_count": .integer(executions), "id": .string("cell-\(cells.count + 1)"),
      "metadata": folded ? hidden : [:],
      "outputs": .array(ShownPart.parts(of: events).map(JupyterNotebook.output)),
      "source": JupyterNotebook.lines(lines.joined(separator: "\n")),
    ])
  }

  /// A text as notebooks keep it: each line with its line feed.
  static func lines(_ text: String) -> JSON {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .array(
      lines.enumerated().map { .string(String($1) + ($0 + 1 < lines.count ? "\n" : "")) }
        .filter { $0 != "" })
  }

  // MARK: What code showed

  private static func output(_ part: ShownPart) -> JSON {
    switch part {
    case .lines(let lines), .excerpt(let lines): stream(lines.map(\.text).joined(separator: "\n"))
    case .paragraph(let spans): stream(spans.text)
    case .picture(let picture): display(picture)
    case .figure(let figure, let text):
      display(.init("image/svg+xml", lines(FigureSVG(figure).text)), [text.plainText])
    case .plot(let plot): display(.init("image/svg+xml", lines(FigureSVG(plot).text)), [plot.title])
    }
  }

  private static func stream(_ text: String) -> JSON {
    ["name": "stdout", "output_type": "stream", "text": lines(PrintableText.make(text) + "\n")]
  }

  private static func display(_ picture: Markup.Picture) -> JSON {
    let numbers = NumberTable(picture)?.lines ?? []
    let png = PictureSheet(picture).png.map { JSON.Member("image/png", .string(Base64.encode($0))) }
    return display(png, numbers + [picture.description])
  }

  private static func display(_ data: JSON.Member?, _ text: [String]) -> JSON {
    let plain = JSON.Member("text/plain", lines(PrintableText.make(text.joined(separator: "\n"))))
    return [
      "data": .object([data, plain].compactMap(\.self)), "metadata": [:], "output_type": "display_data",
    ]
  }
}

extension JupyterNotebook: DocumentFormat {
  package static let endings = ["ipynb"]

  package static func files(
    of document: ExportedDocument, _ languages: [LessonLanguage], at path: String
  ) -> [DocumentFile] { [file(text(document, languages), at: path)] }
}
