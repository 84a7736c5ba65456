import Engine

/// How the explanations show a point between pixels: its neighbours with their weights, and the derivatives by what
/// the point comes from, analytic beside numeric.
enum SampledPoint {
  /// One way of sampling, with what it makes of the point.
  struct Way {
    /// As the option is written, for example `round`.
    let mode: String
    let rule: String
    let isSingle: Bool
    let point: PointSample

    static let rounding = "the pixel at ⌊row + ½⌋, ⌊column + ½⌋"
    static let weighing = "the four neighbours, weighted by nearness"
  }

  /// `x[2, 3] = 4.2`.
  static func title(_ text: String, _ value: Double) -> Markup {
    var markup = Markup()
    markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(value, digits: 7), .number))
    return markup
  }

  static func number(_ value: Double) -> String { Formatter.number(value, digits: 6) }

  static func neighbours(_ way: Way) -> Markup {
    var markup = Markup()
    markup.line(.init("mode=\"\(way.mode)\"", .strong), .init("  " + way.rule))
    for neighbour in way.point.neighbours where neighbour.isInside || neighbour.weight != 0 {
      let place = "(\(neighbour.row), \(neighbour.column))"
      let value = neighbour.isInside ? number(neighbour.value) : "outside: \(number(neighbour.value))"
      let product =
        way.isSingle
        ? ""
        : "   weight \(number(neighbour.weight))   product \(number(neighbour.weight * neighbour.value))"
      markup.line("  \(place)  \(value)\(product)")
    }
    if way.point.neighbours.isEmpty {
      markup.line(
        way.point.value.isNaN
          ? "  the point is nan, and so is the value"
          : "  far outside the picture: 0")
    }
    markup.line(.init("  value  "), .init(number(way.point.value), .number))
    return markup
  }

  /// A table with a column for each of `names`, and two rows for each mode.
  static func derivatives(
    _ title: String, by names: [String],
    _ modes: [(mode: String, analytic: [Double], numeric: [NumericDerivative])]
  ) -> Markup {
    var rows = [[""] + names]
    for (mode, analytic, numeric) in modes {
      rows.append(["\(mode), analytic"] + analytic.map { Formatter.number($0, digits: 5) })
      rows.append(
        ["\(mode), numeric"] + numeric.map { Formatter.number($0.shown, digits: 5) })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var markup = Markup()
    markup.line(title)
    for (line, row) in rows.enumerated() {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      markup.line("  " + cells.joined(separator: "  "), line == 0 ? .dim : .plain)
    }
    if modes.contains(where: { differ($0.analytic, $0.numeric) }) {
      markup.paragraph(
        "Analytic and numeric differ: here the value jumps or has a kink, and central differences look to both sides.",
        .dim)
    }
    return markup
  }

  /// Whether derivatives differ by more than central differences err where a function is smooth.
  private static func differ(_ analytic: [Double], _ numeric: [NumericDerivative]) -> Bool {
    zip(analytic, numeric).contains { $1.differs(from: $0) }
  }

  /// Central differences of one number by some elements of a tensor, in float64.
  static func numericDerivatives(
    at positions: Range<Int>, of tensor: Tensor, _ value: (Tensor) throws(TensorError) -> Double
  ) throws(TensorError) -> [NumericDerivative] {
    let tensor = try tensor.converted(to: .float64)
    var derivatives: [NumericDerivative] = []
    for position in positions {
      derivatives.append(
        try NumericDerivative(at: tensor.element(position)) { place throws(TensorError) in
          var moved = tensor
          try moved.setElement(position, to: place)
          return try value(moved)
        })
    }
    return derivatives
  }
}
