import Engine

/// A plot as an SVG picture, readable on white and, by the same colours, on black.
package struct PlotSVG {
  private let plot: Plot

  package init(_ plot: Plot) { self.plot = plot }

  package var text: String {
    let (width, height) = (number(PlotDrawing.width), number(PlotDrawing.height))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" "
        + "height=\"\(height)\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\" "
        + "aria-label=\"\(XMLText.escaped(plot.title))\">",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>",
    ]
    lines += PlotDrawing(plot).marks.map(element).filter { !$0.isEmpty }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  /// The same with a line below the first that says what made it.
  package func text(signedBy software: String) -> String {
    let text = text
    guard let end = text.firstIndex(of: "\n") else { return text }
    return text[...end] + PlotSVG.comment(software) + "\n" + text[text.index(after: end)...]
  }

  /// What tells such a picture.
  package static func mark(of software: String) -> OwnedFile.Mark { .line(comment(software), among: 2) }

  private static func comment(_ software: String) -> String { "<!-- \(software) -->" }

  private func element(_ mark: PlotDrawing.Mark) -> String {
    switch mark {
    case .curve(let points, let color, let dash):
      let path = points.enumerated().map { index, point in
        "\(index == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
      }
      return "<path d=\"\(path.joined())\" fill=\"none\" stroke=\"\(code(color))\" "
        + "stroke-width=\"\(number(PlotDrawing.curveWidth))\" stroke-linejoin=\"round\" "
        + "stroke-linecap=\"round\"\(attribute(dash))/>"
    case .line(let start, let end, let color, let dash):
      return "<line x1=\"\(number(start.x))\" y1=\"\(number(start.y))\" x2=\"\(number(end.x))\" "
        + "y2=\"\(number(end.y))\" stroke=\"\(code(color))\"\(attribute(dash))/>"
    case .text(let text, let place, let anchor, let isBold):
      guard !text.isEmpty else { return "" }
      return "<text x=\"\(number(place.x))\" y=\"\(number(place.y))\" text-anchor=\"\(anchor.rawValue)\" "
        + "fill=\"\(code(PlotDrawing.ink))\"\(isBold ? " font-weight=\"bold\"" : "")>\(XMLText.escaped(text))</text>"
    }
  }

  private func attribute(_ dash: [Double]) -> String {
    dash.isEmpty ? "" : " stroke-dasharray=\"\(dash.map(number).joined(separator: " "))\""
  }

  private func code(_ color: PlotDrawing.Color) -> String {
    "#"
      + [color.red, color.green, color.blue].map { part in
        (part < 16 ? "0" : "") + String(part, radix: 16)
      }.joined()
  }

  private func number(_ value: Double) -> String { Formatter.general((value * 100).rounded() / 100, 6) }
}
