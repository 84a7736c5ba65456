import Engine
import Text

/// A figure as an SVG picture, readable on white and, by the same colours, on black.
package struct FigureSVG {
  private let figure: Figure

  package init(_ figure: Figure) { self.figure = figure }

  package init(_ plot: Plot) { self.init(PlotDrawing(plot).figure) }

  package var text: String {
    let (width, height) = (number(figure.width), number(figure.height))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" "
        + "height=\"\(height)\" font-family=\"sans-serif\" role=\"img\" "
        + "aria-label=\"\(XMLText.escaped(figure.description))\">",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>",
    ]
    lines += figure.marks.map(element)
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  /// The same with a line below the first that says what made it.
  package func text(signedBy software: String) -> String {
    let text = text
    guard let end = text.firstIndex(of: "\n") else { return text }
    return text[...end] + FigureSVG.comment(software) + "\n" + text[text.index(after: end)...]
  }

  /// What tells such a picture.
  package static func mark(of software: String) -> OwnedFile.Mark { .line(comment(software), among: 2) }

  private static func comment(_ software: String) -> String { "<!-- \(software) -->" }

  private func element(_ mark: Figure.Mark) -> String {
    switch mark {
    case .curve(let points, let color, let width, let dash):
      let path = points.enumerated().map { index, point in
        "\(index == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
      }
      // A path of one point is drawn only where it goes somewhere.
      let end = points.count == 1 ? "h0.01" : ""
      return "<path d=\"\(path.joined())\(end)\" fill=\"none\" stroke=\"\(color.code)\" "
        + "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\" "
        + "stroke-linecap=\"round\"\(attribute(dash))/>"
    case .dots(let points, let color, let radius):
      let path = points.map { "M\(number($0.x)) \(number($0.y))h0.01" }
      return "<path d=\"\(path.joined())\" fill=\"none\" stroke=\"\(color.code)\" "
        + "stroke-width=\"\(number(2 * radius))\" stroke-linecap=\"round\"/>"
    case .line(let start, let end, let color, let dash):
      return "<line x1=\"\(number(start.x))\" y1=\"\(number(start.y))\" x2=\"\(number(end.x))\" "
        + "y2=\"\(number(end.y))\" stroke=\"\(color.code)\"\(attribute(dash))/>"
    case .area(let box, let fill): return "<rect \(attributes(box)) fill=\"\(fill.code)\"/>"
    case .frame(let box, let color, let width):
      return
        "<rect \(attributes(box)) fill=\"none\" stroke=\"\(color.code)\" stroke-width=\"\(number(width))\"/>"
    case .polygon(let points, let fill, let line):
      let places = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
      return "<polygon points=\"\(places)\" fill=\"\(fill.code)\" stroke=\"\(line.code)\" "
        + "stroke-width=\"0.8\" stroke-linejoin=\"round\"/>"
    case .circle(let center, let radius, let fill, let line):
      return "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\" "
        + "fill=\"\(fill.code)\" stroke=\"\(line.code)\"/>"
    case .picture(let png, let box):
      return "<image \(attributes(box)) preserveAspectRatio=\"none\" image-rendering=\"pixelated\" "
        + "href=\"data:image/png;base64,\(Base64.encode(png))\"/>"
    case .text(let text, let place, let style): return element(text, place, style)
    }
  }

  private func element(_ text: String, _ place: Figure.Point, _ style: Figure.TextStyle) -> String {
    let (x, y) = (number(place.x), number(place.y))
    var attributes = "x=\"\(x)\" y=\"\(y)\" font-size=\"\(number(style.size))\""
    if style.anchor != .start { attributes += " text-anchor=\"\(style.anchor.rawValue)\"" }
    if style.isBold { attributes += " font-weight=\"bold\"" }
    if style.isMono { attributes += " font-family=\"monospace\" xml:space=\"preserve\"" }
    if style.isUpward { attributes += " transform=\"rotate(-90 \(x) \(y))\"" }
    return "<text \(attributes) fill=\"\(style.color.code)\">\(XMLText.escaped(text))</text>"
  }

  private func attributes(_ box: Figure.Box) -> String {
    "x=\"\(number(box.x))\" y=\"\(number(box.y))\" width=\"\(number(box.width))\" "
      + "height=\"\(number(box.height))\""
  }

  private func attribute(_ dash: [Double]) -> String {
    dash.isEmpty ? "" : " stroke-dasharray=\"\(dash.map(number).joined(separator: " "))\""
  }

  private func number(_ value: Double) -> String { Formatter.general((value * 100).rounded() / 100, 6) }
}
