import Engine

/// The grid's point as a place among the pixels, its neighbours, and the derivatives by the point, in each mode.
enum GridSampleExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let asked = try SamplingFunctions.gridSampling(arguments)
    let (picture, grid) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    var samples: [(mode: GridSample.Mode, sample: GridPointSample, numeric: [NumericDerivative])] = []
    for mode in [GridSample.Mode.nearest, .round, .bilinear] {
      var operation = asked
      operation.mode = mode
      samples.append(
        try arguments.engine([0, 1]) { () throws(TensorError) in
          let wide = try picture.converted(to: .float64)
          let sample = try operation.sample(at: output, picture: picture, grid: grid)
          let xy = sample.position..<sample.position + 2
          return (
            mode, sample,
            try SampledPoint.numericDerivatives(at: xy, of: grid) { moved throws(TensorError) in
              try operation.sample(at: output, picture: wide, grid: moved).point.value
            }
          )
        })
    }
    let own = samples.first { $0.mode == asked.mode } ?? samples[0]
    let bilinear = samples.first { $0.mode == .bilinear } ?? own
    var markup = SampledPoint.title(text, own.sample.point.value)
    markup.append(point(bilinear.sample, output, picture.shape.array.suffix(2), asked))
    for (mode, sample, _) in samples {
      markup.append(
        SampledPoint.neighbours(
          .init(mode: mode.rawValue, rule: rule(mode), isSingle: mode != .bilinear, point: sample.point)))
    }
    markup.append(
      SampledPoint.derivatives(
        "The derivative of the value with respect to the grid's point", by: ["x", "y"],
        samples.map { ($0.mode.rawValue, [$0.sample.byX, $0.sample.byY], $0.numeric) }))
    return markup
  }

  private static func rule(_ mode: GridSample.Mode) -> String {
    switch mode {
    case .nearest: "the nearest pixel; halfway the one with an odd index (even in PyTorch, from 0)"
    case .round: SampledPoint.Way.rounding
    case .bilinear: SampledPoint.Way.weighing
    }
  }

  /// From (x, y) to a row and a column that count from 1.
  private static func point(
    _ sample: GridPointSample, _ output: [Int], _ size: ArraySlice<Int>, _ operation: GridSample
  ) -> Markup {
    let n = SampledPoint.number
    func formula(_ coordinate: Double, _ extent: Int, _ value: Double) -> String {
      let text =
        operation.alignCorners
        ? "(\(n(coordinate)) + 1)·(\(extent) − 1)/2 + 1" : "((\(n(coordinate)) + 1)·\(extent) + 1)/2"
      return "\(text) = \(n(value))"
    }
    let (height, width) = (size.first ?? 1, size.last ?? 1)
    let place = output.suffix(2).map { String($0 + 1) }.joined(separator: ", ")
    let ends = operation.alignCorners ? "centres" : "outer borders"
    var markup = Markup()
    markup.line("The grid's point (\(place)) is x = \(n(sample.x)), y = \(n(sample.y)), from −1 to 1")
    markup.line("between the \(ends) of the outermost pixels (align_corners=\(operation.alignCorners)).")
    markup.line("  row     \(formula(sample.y, height, sample.point.row))")
    markup.line("  column  \(formula(sample.x, width, sample.point.column))")
    let (row, column) = (sample.point.reachedRow, sample.point.reachedColumn)
    if operation.paddingMode != .zeros, row != sample.point.row || column != sample.point.column {
      markup.line(
        "padding_mode=\"\(operation.paddingMode.rawValue)\" takes this to row \(n(row)), column \(n(column))")
    }
    return markup
  }
}
