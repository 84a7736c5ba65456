/// A plot as an SVG picture: 640 × 360, readable on white and, by the same colours, on black.
package struct PlotSVG {
  private let plot: Plot
  private let width = 640.0
  private let height = 360.0
  private let left = 72.0
  private let right = 16.0
  private let top = 36.0
  private let bottom = 64.0
  private let xRange: ClosedRange<Double>
  private let yRange: ClosedRange<Double>

  /// Of middle lightness, told apart by the color-blind too (Okabe and Ito 2008).
  private static let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"]
  private static let dashes = ["", "7 3", "2 3", "9 3 2 3"]

  package init(_ plot: Plot) {
    self.plot = plot
    xRange = plot.xRange ?? 0...1
    yRange = plot.yRange ?? 0...1
  }

  package var text: String {
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\" width=\"640\" height=\"360\" "
        + "font-family=\"sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"\(escaped(plot.title))\">",
      "<rect width=\"640\" height=\"360\" fill=\"#ffffff\"/>",
      label(plot.title, x: left, y: 22, "start", weight: "bold"),
      label(plot.xLabel, x: (left + width - right) / 2, y: height - 30, "middle"),
    ]
    lines += grid
    for (index, series) in plot.series.enumerated() { lines.append(curve(series, index)) }
    lines += legend
    lines.append("</svg>")
    return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (
      left + PlotSVG.part(x, of: xRange) * (width - left - right),
      height - bottom - PlotSVG.part(y, of: yRange) * (height - top - bottom)
    )
  }

  private static func part(_ value: Double, of range: ClosedRange<Double>) -> Double {
    (value / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
  }

  private var grid: [String] {
    var lines: [String] = []
    let (x0, x1, y0, y1) = (left, width - right, top, height - bottom)
    for tick in Plot.ticks(yRange, about: 6) {
      let y = place(xRange.lowerBound, tick).y
      lines.append(segment(x0, y, x1, y, "#dddddd"))
      lines.append(label(Plot.label(tick), x: x0 - 8, y: y + 4, "end"))
    }
    for tick in Plot.ticks(xRange, about: 8) {
      let x = place(tick, yRange.lowerBound).x
      lines.append(segment(x, y1, x, y1 + 5, "#666666"))
      lines.append(label(Plot.label(tick), x: x, y: y1 + 19, "middle"))
    }
    if let mark = plot.mark, xRange.contains(mark) {
      let x = place(mark, yRange.lowerBound).x
      lines.append(segment(x, y0, x, y1, "#999999", dash: "3 3"))
    }
    lines.append(segment(x0, y0, x0, y1, "#666666"))
    lines.append(segment(x0, y1, x1, y1, "#666666"))
    return lines
  }

  /// A curve is broken where a number is not finite.
  private func curve(_ series: Plot.Series, _ index: Int) -> String {
    var path = ""
    var isDown = false
    for (x, y) in zip(series.x, series.y) {
      guard x.isFinite, y.isFinite else {
        isDown = false
        continue
      }
      let place = place(x, y)
      path += "\(isDown ? "L" : "M")\(number(place.x)) \(number(place.y))"
      isDown = true
    }
    guard !path.isEmpty else { return "" }
    return "<path d=\"\(path)\" fill=\"none\" stroke=\"\(color(index))\" stroke-width=\"2\" "
      + "stroke-linejoin=\"round\" stroke-linecap=\"round\"\(dash(index))/>"
  }

  private var legend: [String] {
    let named = plot.series.enumerated().filter { !$0.element.name.isEmpty }
    guard !named.isEmpty else { return [] }
    var x = left
    var lines: [String] = []
    for (index, series) in named {
      lines.append(
        "<path d=\"M\(number(x)) \(number(height - 12))h24\" fill=\"none\" stroke=\"\(color(index))\" stroke-width=\"2\"\(dash(index))/>"
      )
      lines.append(label(series.name, x: x + 30, y: height - 8, "start"))
      x += 48 + 8 * Double(DisplayWidth.columns(of: series.name))
    }
    return lines
  }

  private func color(_ index: Int) -> String { PlotSVG.colors[index % PlotSVG.colors.count] }

  private func dash(_ index: Int) -> String {
    let dash = PlotSVG.dashes[index % PlotSVG.dashes.count]
    return dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
  }

  private func segment(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ color: String, dash: String? = nil
  ) -> String {
    "<line x1=\"\(number(x0))\" y1=\"\(number(y0))\" x2=\"\(number(x1))\" y2=\"\(number(y1))\" stroke=\"\(color)\""
      + (dash.map { " stroke-dasharray=\"\($0)\"" } ?? "") + "/>"
  }

  private func label(_ text: String, x: Double, y: Double, _ anchor: String, weight: String = "") -> String {
    guard !text.isEmpty else { return "" }
    return "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"#333333\""
      + (weight.isEmpty ? "" : " font-weight=\"\(weight)\"") + ">\(escaped(text))</text>"
  }

  private func number(_ value: Double) -> String { Formatter.general((value * 100).rounded() / 100, 6) }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // XML has no other control characters.
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
