import Engine

/// What a call of `plot` is to draw: one x and one y, and those of further curves.
struct PlotCurves {
  private let arguments: Arguments
  private let kind: Plot.Kind

  private static let most = 16

  init(_ arguments: Arguments, _ kind: Plot.Kind) { (self.arguments, self.kind) = (arguments, kind) }

  func read() throws(Diagnostic) -> [Plot.Series] {
    if let place = arguments.rest.firstIndex(where: { if case .string = $0 { true } else { false } }) {
      throw failure(
        .wrongType, "plot takes numbers, not \(arguments.rest[place].briefly)", at: place,
        help:
          "curves differ by themselves; kind=\"points\" draws points, labels=list(\"a\", \"b\") names them")
    }
    guard arguments.rest.count.isMultiple(of: 2) else {
      throw failure(
        .missingArgument, "further curves are given in turn as x and y, and the last x has no y",
        at: arguments.rest.count - 1,
        help: "several curves over the same x values are plot(x, stack(y, z))")
    }
    var all = try PlotCurves.curves(arguments, kind)
    for place in stride(from: 0, to: arguments.rest.count, by: 2) {
      all += try PlotCurves.curves(pair(place), kind)
    }
    try PlotCurves.check(all.count, arguments, at: 1)
    return all
  }

  /// Two of the further arguments, as a call of their own.
  private func pair(_ place: Int) -> Arguments {
    let missing = arguments.values.count - 2
    return Arguments(
      builtIn: arguments.builtIn, interpreter: arguments.interpreter,
      values: arguments.rest[place...place + 1] + [Value](repeating: .unset, count: missing),
      spans: arguments.restSpans[place...place + 1] + [Span?](repeating: nil, count: missing), rest: [],
      restSpans: [], fieldNames: [], fieldValues: [])
  }

  private func failure(_ code: ErrorCode, _ message: String, at place: Int, help: String) -> Diagnostic {
    let labels = arguments.restSpans[place].map { [Diagnostic.Label(span: $0, text: "")] } ?? []
    return Diagnostic(code, message, labels: labels, help: help)
  }

  private static func check(_ count: Int, _ arguments: Arguments, at position: Int) throws(Diagnostic) {
    guard count > most else { return }
    throw arguments.failure(
      .option, "\(count) curves are too many to distinguish", at: position,
      help: "show x draws a matrix; plot takes up to \(most) curves")
  }

  /// The curves of one x and one y.
  private static func curves(_ arguments: Arguments, _ kind: Plot.Kind) throws(Diagnostic) -> [Plot.Series] {
    let first = try arguments.tensor(0).detached
    let isAlone = arguments.optional(1) == nil
    let heights = isAlone ? first : try arguments.tensor(1).detached
    guard heights.rank == 1 || heights.rank == 2, heights.count > 0 else {
      throw arguments.failure(
        .rank, "curves are [n] or [curves, n], not \(heights.shape)", at: isAlone ? 0 : 1)
    }
    let count = heights.shape[heights.rank - 1]
    let takesEdges = kind == .bars || kind == .steps
    guard isAlone || first.rank == 1 && (first.count == count || takesEdges && first.count == count + 1)
    else {
      throw arguments.failure(
        .shapes, "there are \(count) y values, but x has the shape \(first.shape)", at: 0,
        help: "plot(x, y) needs as many x values as y values"
          + (takesEdges
            ? ", or one more as edges" : first.count == count + 1 ? "; kind=\"bars\" takes edges" : ""))
    }
    try check(heights.count / count, arguments, at: isAlone ? 0 : 1)
    return try arguments.engine { () throws(TensorError) in
      // The places and the heights, as numbers and as points of a drawing.
      try MemoryBudget.process.checkRoom(for: 8 * MemoryLayout<Double>.stride * (heights.count + count))
      let x = isAlone ? (1...count).map(Double.init) : first.elements
      let all = heights.elements
      return stride(from: 0, to: all.count, by: count).map { .init(x: x, y: Array(all[$0..<$0 + count])) }
    }
  }
}
