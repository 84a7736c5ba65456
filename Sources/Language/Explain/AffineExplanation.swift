import Engine

/// The point that an output pixel asks for, its neighbours, and the derivatives by theta, in both modes.
enum AffineExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let asked = try SamplingFunctions.affineMap(arguments)
    let (picture, theta) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    let first = theta.rank == 3 && output.count == 4 ? output[0] * 6 : 0
    var samples: [(mode: Affine.Mode, sample: AffineSample, numeric: [NumericDerivative])] = []
    for mode in [Affine.Mode.round, .bilinear] {
      var operation = asked
      operation.mode = mode
      samples.append(
        try arguments.engine([0, 1]) { () throws(TensorError) in
          let wide = try picture.converted(to: .float64)
          return (
            mode, try operation.sample(at: output, picture: picture, theta: theta),
            try SampledPoint.numericDerivatives(at: first..<first + 6, of: theta) {
              moved throws(TensorError) in
              try operation.sample(at: output, picture: wide, theta: moved).point.value
            }
          )
        })
    }
    let own = samples.first { $0.mode == asked.mode } ?? samples[0]
    var markup = SampledPoint.title(text, own.sample.point.value)
    markup.append(point(own.sample, (first..<first + 6).map(theta.element)))
    for (mode, sample, _) in samples {
      markup.append(
        SampledPoint.neighbours(
          .init(
            mode: mode.rawValue, rule: mode == .round ? SampledPoint.Way.rounding : SampledPoint.Way.weighing,
            isSingle: mode == .round, point: sample.point)))
    }
    markup.append(
      SampledPoint.derivatives(
        "The derivative of the value with respect to theta = [a, b, e; c, d, f]",
        by: ["a", "b", "e", "c", "d", "f"],
        samples.map { ($0.mode.rawValue, $0.sample.byTheta, $0.numeric) }))
    return markup
  }

  private static func point(_ sample: AffineSample, _ t: [Double]) -> Markup {
    let (i, j) = (sample.outputRow, sample.outputColumn)
    func formula(_ a: Double, _ b: Double, _ c: Double, _ value: Double) -> String {
      let n = SampledPoint.number
      return "\(n(a))·\(i) + \(n(b))·\(j) + \(n(c)) = \(n(value))"
    }
    var markup = Markup()
    markup.line("The output (\(i), \(j)) asks for the input at")
    markup.line("  row     \(formula(t[0], t[1], t[2], sample.point.row))")
    markup.line("  column  \(formula(t[3], t[4], t[5], sample.point.column))")
    return markup
  }
}
