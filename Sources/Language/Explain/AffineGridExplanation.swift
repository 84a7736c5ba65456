import Engine

/// Where the output pixel lies, and the two dot products that take it to a point of the input.
enum AffineGridExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = try SamplingFunctions.affineGrid(arguments)
    let theta = try arguments.tensor(0).detached
    let sample = try arguments.engine([0]) { () throws(TensorError) in
      try operation.sample(at: output, theta: theta)
    }
    let n = SampledPoint.number
    let isX = output.last == 0
    var markup = SampledPoint.title(text, isX ? sample.inputX : sample.inputY)
    let ends = operation.alignCorners ? "centres" : "outer borders"
    markup.line(
      "The output pixel (\(sample.row), \(sample.column)) is, in units from −1 to 1 between the \(ends)")
    markup.line("of the outermost pixels (align_corners=\(operation.alignCorners)), at")
    markup.line("  x  \(place(sample.column, sample.size.columns, operation.alignCorners)) = \(n(sample.x))")
    markup.line("  y  \(place(sample.row, sample.size.rows, operation.alignCorners)) = \(n(sample.y))")
    markup.line("theta's two rows times (x, y, 1) are the input's point")
    let t = sample.theta
    for (name, first, value) in [("x", 0, sample.inputX), ("y", 3, sample.inputY)] {
      markup.line(
        .init(
          "  \(name)  \(n(t[first]))·\(n(sample.x)) + \(n(t[first + 1]))·\(n(sample.y)) + \(n(t[first + 2])) = "
        ),
        .init(n(value), (name == "x") == isX ? .number : .plain))
    }
    markup.line(
      "This element is its \(isX ? "x, by theta's first row" : "y, by theta's second row"); the derivatives with respect to that row are"
    )
    markup.line("  \(n(sample.x))  \(n(sample.y))  1")
    return markup
  }

  /// The formula for a pixel's place along an axis, counted from 1.
  private static func place(_ index: Int, _ count: Int, _ alignCorners: Bool) -> String {
    if !alignCorners { return "(2·\(index) − 1)/\(count) − 1" }
    return count == 1 ? "a single pixel" : "2·(\(index) − 1)/(\(count) − 1) − 1"
  }
}
