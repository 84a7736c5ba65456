import Engine

/// The point that an output pixel asks for, and its neighbours, in each mode.
enum ResizeExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let asked = try SamplingFunctions.resizing(arguments)
    let picture = try arguments.tensor(0).detached
    // Only one mode can align corners.
    let modes: [Resize.Mode] = asked.alignCorners ? [.bilinear] : [.nearest, .round, .bilinear]
    var samples: [(mode: Resize.Mode, sample: ResizeSample)] = []
    for mode in modes {
      var operation = asked
      operation.mode = mode
      samples.append(
        try arguments.engine([0]) { () throws(TensorError) in
          (mode, try operation.sample(at: output, picture: picture))
        })
    }
    let own = samples.first { $0.mode == asked.mode } ?? samples[0]
    let between = samples.first { $0.mode == .bilinear } ?? own
    let rows = Axis(asked, isRow: true, picture, between.sample)
    let columns = Axis(asked, isRow: false, picture, between.sample)
    var markup = SampledPoint.title(text, own.sample.point.value)
    let (i, j) = (between.sample.outputRow, between.sample.outputColumn)
    markup.line("The output (\(i), \(j)) of \(rows.output) × \(columns.output) asks for the input at")
    let point = between.sample.point
    markup.line("  row     \(rows.point(point.row))")
    markup.line("  column  \(columns.point(point.column))")
    if point.reachedRow != point.row || point.reachedColumn != point.column {
      let (row, column) = (SampledPoint.number(point.reachedRow), SampledPoint.number(point.reachedColumn))
      markup.line("  beyond the centres of the outermost pixels, so row \(row), column \(column)")
    }
    for (mode, sample) in samples {
      let rule =
        switch mode {
        case .nearest: "the pixel at row \(rows.corner), column \(columns.corner)"
        case .round: SampledPoint.Way.rounding
        case .bilinear: SampledPoint.Way.weighing
        }
      markup.append(
        SampledPoint.neighbours(
          .init(mode: mode.rawValue, rule: rule, isSingle: mode != .bilinear, point: sample.point)))
    }
    markup.line("The derivative with respect to a pixel of the picture is its weight.", .dim)
    return markup
  }

  /// The formulas along one axis, for indices that count from 1.
  private struct Axis {
    let index: Int
    let input: Int
    let output: Int
    let scale: Double?
    let alignCorners: Bool

    init(_ operation: Resize, isRow: Bool, _ picture: Tensor, _ sample: ResizeSample) {
      index = isRow ? sample.outputRow : sample.outputColumn
      input = picture.shape[picture.rank - (isRow ? 2 : 1)]
      output = isRow ? sample.size.rows : sample.size.columns
      alignCorners = operation.alignCorners
      switch operation.target {
      case .size: scale = nil
      case .scale(let rows, let columns): scale = isRow ? rows : columns
      }
    }

    /// What an index along the result is multiplied with.
    private var step: String { scale.map { "/\(SampledPoint.number($0))" } ?? "·\(input)/\(output)" }

    /// Where an index along the result falls.
    func point(_ value: Double) -> String {
      if output == input { return "\(index), because both have \(input)" }
      if alignCorners, output == 1 { return "1, as a single one takes the first" }
      let formula =
        alignCorners ? "(\(index) − 1)·(\(input) − 1)/(\(output) − 1) + 1" : "(\(index) − ½)\(step) + ½"
      return "\(formula) = \(SampledPoint.number(value))"
    }

    var corner: String { output == input ? "\(index)" : "⌊(\(index) − 1)\(step)⌋ + 1" }
  }
}
