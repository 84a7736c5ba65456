import Engine

/// The point that an output pixel asks for, its neighbours, and the derivatives by theta, in both modes.
enum AffineExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let asked = try SamplingFunctions.affineMap(arguments)
    let (picture, theta) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    var samples: [(mode: Affine.Mode, sample: AffineSample, numeric: [Double])] = []
    for mode in [Affine.Mode.round, .bilinear] {
      var operation = asked
      operation.mode = mode
      samples.append(
        try arguments.engine([0, 1]) { () throws(TensorError) in
          (
            mode, try operation.sample(at: output, picture: picture, theta: theta),
            try numericSlopes(operation, picture, theta, output)
          )
        })
    }
    let own = samples.first { $0.mode == asked.mode } ?? samples[0]
    var markup = Markup()
    markup.line(
      .init(text, .code), .init(" = "), .init(Formatter.number(own.sample.value, digits: 7), .number))
    markup.append(point(own.sample, coefficients(theta, output)))
    for (mode, sample, _) in samples { markup.append(neighbours(mode, sample)) }
    markup.append(slopes(samples))
    return markup
  }

  /// The six numbers that belong to the output's picture.
  private static func coefficients(_ theta: Tensor, _ output: [Int]) -> [Double] {
    let first = theta.rank == 3 && output.count == 4 ? output[0] * 6 : 0
    return (first..<first + 6).map(theta.element)
  }

  private static func point(_ sample: AffineSample, _ t: [Double]) -> Markup {
    let (i, j) = (sample.outputRow, sample.outputColumn)
    func formula(_ a: Double, _ b: Double, _ c: Double, _ value: Double) -> String {
      let n = { Formatter.number($0, digits: 6) }
      return "\(n(a))·\(i) + \(n(b))·\(j) + \(n(c)) = \(n(value))"
    }
    var markup = Markup()
    markup.line("The output (\(i), \(j)) asks for the input at")
    markup.line("  row     \(formula(t[0], t[1], t[2], sample.row))")
    markup.line("  column  \(formula(t[3], t[4], t[5], sample.column))")
    return markup
  }

  private static func neighbours(_ mode: Affine.Mode, _ sample: AffineSample) -> Markup {
    var markup = Markup()
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    switch mode {
    case .round:
      markup.line(.init("mode=\"round\"", .strong), .init("  the pixel at ⌊row + ½⌋, ⌊column + ½⌋"))
    case .bilinear:
      markup.line(.init("mode=\"bilinear\"", .strong), .init("  the four neighbours, weighed by nearness"))
    }
    for neighbour in sample.neighbours {
      let place = "(\(neighbour.row), \(neighbour.column))"
      let value = neighbour.index == nil ? "outside: \(n(neighbour.value))" : n(neighbour.value)
      let product =
        mode == .round
        ? "" : "   weight \(n(neighbour.weight))   product \(n(neighbour.weight * neighbour.value))"
      markup.line("  \(place)  \(value)\(product)")
    }
    if sample.neighbours.isEmpty { markup.line("  far outside the picture: 0") }
    markup.line(.init("  value  "), .init(n(sample.value), .number))
    return markup
  }

  private static func slopes(
    _ samples: [(mode: Affine.Mode, sample: AffineSample, numeric: [Double])]
  ) -> Markup {
    var rows: [[String]] = [["", "a", "b", "e", "c", "d", "f"]]
    for (mode, sample, numeric) in samples {
      rows.append(["\(mode.rawValue), analytic"] + sample.byTheta.map { Formatter.number($0, digits: 5) })
      rows.append(
        ["\(mode.rawValue), numeric"]
          + numeric.map { Formatter.number(($0 * 1e6).rounded() / 1e6, digits: 5) })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var markup = Markup()
    markup.line("The derivative of the value by theta = [a, b, e; c, d, f]")
    for (line, row) in rows.enumerated() {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      markup.line("  " + cells.joined(separator: "  "), line == 0 ? .dim : .plain)
    }
    return markup
  }

  /// Central differences of the one output element by its six numbers, in float64.
  private static func numericSlopes(
    _ operation: Affine, _ picture: Tensor, _ theta: Tensor, _ output: [Int]
  ) throws(TensorError) -> [Double] {
    let theta = try theta.converted(to: .float64)
    let first = theta.rank == 3 && output.count == 4 ? output[0] * 6 : 0
    var slopes: [Double] = []
    for position in first..<first + 6 {
      var values: [Double] = []
      let step = CentralDifferences.defaultStep(at: theta.element(position))
      for h in [step, -step] {
        var moved = theta
        try moved.setElement(position, to: theta.element(position) + h)
        values.append(
          try operation.sample(at: output, picture: try picture.converted(to: .float64), theta: moved).value)
      }
      slopes.append((values[0] - values[1]) / (2 * step))
    }
    return slopes
  }
}
