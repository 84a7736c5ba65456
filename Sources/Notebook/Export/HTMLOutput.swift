import Language

/// What code showed, as HTML.
struct HTMLOutput {
  private var html = ""
  private var lines: [String] = []

  static func html(_ events: [Session.Event]) -> String {
    var output = HTMLOutput()
    for event in events { output.add(event) }
    output.endLines()
    return output.html.isEmpty ? "" : "<div class=\"output\">\n\(output.html)</div>\n"
  }

  private mutating func add(_ event: Session.Event) {
    switch event {
    case .result(let echo):
      for line in echo.lines { lines.append(HTMLText.escaped(line)) }
      if var picture = echo.thumbnail {
        picture.isThumbnail = false
        add(.picture(picture))
      }
    case .markup(let markup): add(markup)
    case .failure(let diagnostic): add(DiagnosticRenderer.render(diagnostic))
    case .note(let text): lines.append("<span class=\"dim\">\(HTMLText.escaped(text))</span>")
    case .progress: break
    }
  }

  private mutating func add(_ markup: Markup) { for block in markup.blocks { add(block) } }

  private mutating func add(_ block: Markup.Block) {
    switch block {
    case .line(let spans), .sentence(let spans): lines.append(HTMLText.inline(spans))
    case .paragraph(let spans):
      endLines()
      html += "<p>\(HTMLText.inline(spans))</p>\n"
    case .picture(let picture): add(picture)
    case .plot(let plot):
      endLines()
      html += "<figure class=\"plot\">\(PlotSVG(plot).text)</figure>\n"
    case .frames(let frames):
      endLines()
      for frame in frames.prefix(HTMLOutput.greatestFrames) {
        add(frame)
        endLines()
      }
    }
  }

  private static let greatestFrames = 24

  private mutating func add(_ picture: Markup.Picture) {
    endLines()
    let description = HTMLText.escaped(picture.description)
    if let table = NumberTable(picture) {
      html += "<figure>\(HTMLOutput.html(table))<figcaption>\(description)</figcaption></figure>\n"
    } else if let png = PictureSheet(picture).png {
      html +=
        "<figure><img alt=\"\(description)\" src=\"data:image/png;base64,\(Base64.text(png))\">"
        + "<figcaption>\(description)"
      if !picture.labels.isEmpty {
        html += "<br>\(HTMLText.escaped(picture.labels.joined(separator: " ")))"
      }
      html += "</figcaption></figure>\n"
    } else {
      lines.append(description)
    }
  }

  private static func html(_ table: NumberTable) -> String {
    table.planes.map { rows in
      "<table class=\"heat\"><tbody>"
        + rows.map { row in
          "<tr>"
            + row.map { cell in
              "<td\(cell.isMarked ? " class=\"marked\"" : "") style=\"background:\(cell.color.code);"
                + "color:\(cell.color.textColor.code)\">\(HTMLText.escaped(cell.text))</td>"
            }.joined() + "</tr>"
        }.joined() + "</tbody></table>"
    }.joined()
  }

  private mutating func endLines() {
    guard !lines.isEmpty else { return }
    html += "<pre>\(lines.joined(separator: "\n"))</pre>\n"
    lines = []
  }
}
