import Language

/// A document as a Jupyter notebook, format 4.5: text in Markdown cells, code in code cells with what it showed. No kernel
/// runs the code; the results are kept.
struct JupyterNotebook {
  private let languages: [LessonLanguage]
  private var cells: [JSONText] = []
  private var executions = 0

  static func text(_ document: ExportedDocument, _ languages: [LessonLanguage]) -> String {
    var notebook = JupyterNotebook(languages: languages)
    notebook.addMarkdown("# " + MarkdownPage.plain(document.title.joined(languages)))
    for block in document.blocks { notebook.add(block, folded: false) }
    if let failure = document.failure { notebook.addCode([], output: [.failure(failure)], folded: false) }
    return notebook.json.text() + "\n"
  }

  private init(languages: [LessonLanguage]) { self.languages = languages }

  private var json: JSONText {
    .object([
      ("cells", .array(cells)),
      (
        "metadata",
        .object([
          ("generator", .string(ExportFormat.mark)),
          (
            "kernelspec",
            .object([
              ("display_name", .string("Fovea")), ("language", .string("fovea")), ("name", .string("fovea")),
            ])
          ),
          (
            "language_info",
            .object([
              ("name", .string("fovea")), ("file_extension", .string(".fov")),
              ("mimetype", .string("text/x-fovea")),
            ])
          ),
        ])
      ),
      ("nbformat", .number(4)), ("nbformat_minor", .number(5)),
    ])
  }

  private mutating func add(_ block: ExportedDocument.Block, folded: Bool) {
    switch block {
    case .step(let number): addMarkdown("## \(number)")
    case .prose(let prose): addMarkdown(markdown(prose))
    case .code(let lines, let output): addCode(lines, output: output, folded: folded)
    case .remark(let answer, let prose): addMarkdown("`\(answer)`\n\n" + markdown(prose))
    case .fold(let title, let blocks):
      // A fold cannot hold cells: text folds by itself, and code is a cell whose source is hidden.
      var text = ""
      for block in blocks {
        switch block {
        case .prose(let prose): text += markdown(prose) + "\n\n"
        case .remark(let answer, let prose): text += "`\(answer)`\n\n" + markdown(prose) + "\n\n"
        default: add(block, folded: true)
        }
      }
      guard !text.isEmpty else { return }
      let summary = HTMLText.escaped(title.joined(languages))
      addMarkdown("<details>\n<summary>\(summary)</summary>\n\n\(text)</details>")
    }
  }

  private func markdown(_ prose: Bilingual<Prose>) -> String {
    var text = languages.map { MarkdownPage.prose(prose[$0]) }.joined()
    while text.last == "\n" { text.removeLast() }
    return text
  }

  private mutating func addMarkdown(_ text: String) {
    guard !text.isEmpty else { return }
    cells.append(
      .object([
        ("cell_type", .string("markdown")), ("id", .string("cell-\(cells.count + 1)")),
        ("metadata", .object([])), ("source", JupyterNotebook.lines(text)),
      ]))
  }

  private mutating func addCode(_ lines: [String], output events: [Session.Event], folded: Bool) {
    executions += 1
    var metadata: [(String, JSONText)] = []
    if folded {
      metadata = [
        ("jupyter", .object([("source_hidden", .boolean(true)), ("outputs_hidden", .boolean(true))])),
        ("tags", .array([.string("solution")])),
      ]
    }
    cells.append(
      .object([
        ("cell_type", .string("code")), ("execution_count", .number(executions)),
        ("id", .string("cell-\(cells.count + 1)")), ("metadata", .object(metadata)),
        ("outputs", .array(JupyterOutputs(events).outputs)),
        ("source", JupyterNotebook.lines(lines.joined(separator: "\n"))),
      ]))
  }

  /// A text as notebooks keep it: each line with its line feed.
  static func lines(_ text: String) -> JSONText {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .array(
      lines.enumerated().map { .string(String($1) + ($0 + 1 < lines.count ? "\n" : "")) }
        .filter { if case .string("") = $0 { false } else { true } })
  }
}

/// What a code cell showed, as a notebook keeps it.
private struct JupyterOutputs {
  private(set) var outputs: [JSONText] = []
  private var lines: [String] = []

  init(_ events: [Session.Event]) {
    for event in events {
      switch event {
      case .result(let echo): lines += echo.lines
      case .markup(let markup): add(markup)
      case .failure(let diagnostic): add(DiagnosticRenderer.render(diagnostic))
      case .note(let note): lines.append(note)
      case .progress: break
      }
    }
    endLines()
  }

  private mutating func add(_ markup: Markup) {
    for block in markup.blocks {
      switch block {
      case .line(let spans), .sentence(let spans), .paragraph(let spans):
        lines.append(spans.map(\.text).joined())
      case .picture(let picture):
        let text = NumberTable(picture).map { $0.lines + [picture.description] } ?? [picture.description]
        let png = PictureSheet(picture).png.map { ("image/png", JSONText.string(Base64.text($0))) }
        addDisplay([png].compactMap(\.self), text)
      case .plot(let plot):
        addDisplay([("image/svg+xml", JupyterNotebook.lines(PlotSVG(plot).text))], [plot.title])
      case .frames(let frames): for frame in frames { add(frame) }
      }
    }
  }

  private mutating func addDisplay(_ data: [(String, JSONText)], _ text: [String]) {
    endLines()
    let plain = ("text/plain", JupyterNotebook.lines(text.joined(separator: "\n")))
    outputs.append(
      .object([
        ("data", .object(data + [plain])), ("metadata", .object([])),
        ("output_type", .string("display_data")),
      ]))
  }

  private mutating func endLines() {
    guard !lines.isEmpty else { return }
    outputs.append(
      .object([
        ("name", .string("stdout")), ("output_type", .string("stream")),
        ("text", JupyterNotebook.lines(lines.joined(separator: "\n") + "\n")),
      ]))
    lines = []
  }
}
