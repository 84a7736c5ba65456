import Language
import Text

/// What code showed, as HTML.
enum HTMLOutput {
  static func html(_ events: [Session.Event]) -> String {
    let html = ShownPart.parts(of: events).map(html).joined()
    return html.isEmpty ? "" : "<div class=\"output\">\n\(html)</div>\n"
  }

  private static func html(_ part: ShownPart) -> String {
    switch part {
    case .lines(let lines): html(lines)
    case .excerpt(let lines): "<pre>\(lines.map(HTMLText.inline).joined(separator: "\n"))</pre>\n"
    case .paragraph(let spans): "<p>\(HTMLText.inline(spans))</p>\n"
    case .picture(let picture): html(picture)
    case .figure(let figure, _):
      // On a narrow page it is moved sideways: smaller, its words could not be read.
      "<figure><div style=\"min-width:min(\(Int(clamping: figure.width.rounded(.up)))px,36rem)\">"
        + "\(FigureSVG(figure).text)</div></figure>\n"
    case .plot(let plot):
      "<figure class=\"plot\">\(FigureSVG(plot).text)\(caption(plot.remarks))</figure>\n"
    }
  }

  /// Lines of prose, which go on below their beginning on a narrow page, and between them tables, which are moved sideways.
  private static func html(_ lines: [[Markup.Span]]) -> String {
    var html = ""
    var rest = lines[...]
    while !rest.isEmpty {
      let table = rest.prefix(while: isRow)
      if table.count > 1 {
        html += "<pre>\(table.map(HTMLText.inline).joined(separator: "\n"))</pre>\n"
        rest = rest.dropFirst(table.count)
        continue
      }
      var prose = rest.prefix(1)
      while prose.endIndex < rest.endIndex, !rest[prose.endIndex...].prefix(2).allSatisfy(isRow) {
        prose = rest[prose.startIndex...prose.endIndex]
      }
      let parts = prose.map { "<div>\(HTMLText.inline($0))</div>" }.joined(separator: "\n")
      html += "<div class=\"lines\">\(parts)</div>\n"
      rest = rest[prose.endIndex...]
    }
    return html
  }

  /// Whether words stand in columns: apart by two blanks or more, behind those that it begins with.
  private static func isRow(_ spans: [Markup.Span]) -> Bool {
    spans.text.drop { $0 == " " }.contains("  ")
  }

  private static func caption(_ lines: [String]) -> String {
    lines.isEmpty ? "" : "<figcaption>\(lines.map(XMLText.escaped).joined(separator: "<br>"))</figcaption>"
  }

  private static func html(_ picture: Markup.Picture) -> String {
    let description = XMLText.escaped(picture.description)
    if let table = NumberTable(picture) {
      return "<figure>\(html(table))<figcaption>\(description)</figcaption></figure>\n"
    }
    guard let png = PictureSheet(picture).png else { return "<pre>\(description)</pre>\n" }
    let labels =
      picture.labels.isEmpty ? "" : "<br>\(XMLText.escaped(picture.labels.joined(separator: " ")))"
    return "<figure>\(image(png, describedAs: picture.description))"
      + "<figcaption>\(description)\(labels)</figcaption></figure>\n"
  }

  /// - Parameter caption: what stands below it, as HTML.
  static func illustration(_ picture: Markup.Picture, _ caption: String) -> String {
    guard let png = PictureSheet(picture).png else { return caption }
    return "<figure>\(image(png, describedAs: picture.caption))<figcaption>\(caption)</figcaption></figure>\n"
  }

  private static func image(_ png: [UInt8], describedAs description: String) -> String {
    "<img alt=\"\(XMLText.escaped(description))\" src=\"data:image/png;base64,\(Base64.encode(png))\">"
  }

  private static func html(_ table: NumberTable) -> String {
    table.planes.map { rows in
      "<table class=\"heat\"><tbody>"
        + rows.map { row in "<tr>\(row.map(html).joined())</tr>" }.joined() + "</tbody></table>"
    }.joined()
  }

  private static func html(_ cell: NumberTable.Cell) -> String {
    "<td\(cell.isMarked ? " class=\"marked\"" : "") style=\"background:\(cell.color.code);"
      + "color:\(cell.color.textColor.code)\">\(XMLText.escaped(cell.text))</td>"
  }
}
