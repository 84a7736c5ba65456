import Engine

/// Curves in a frame.
enum PlotFunctions {
  static let all: [BuiltIn] = [plot]

  static let file = BuiltIn.Parameter.named(
    "file", "a file to write it to as well: name.svg or name.png"
  ).ofFile
  private static let title = OptionKey<String?>("title", default: nil, "the title")
  private static let xLabel = OptionKey<String?>("xlabel", default: nil, "the label of the x axis")
  private static let yLabel = OptionKey<String?>("ylabel", default: nil, "the label of the y axis")
  private static let xScale = OptionKey<PlotAxis.Scale>(
    "xscale", default: .linear, "the scale of the x axis; a logarithmic one shows only positive numbers")
  private static let yScale = OptionKey<PlotAxis.Scale>(
    "yscale", default: .linear, "the scale of the y axis")
  private static let kind = OptionKey<Plot.Kind>(
    "kind", default: .line,
    "lines from point to point, the points alone, bars from 0, or steps from each x value to the next")
  private static let xLimits = OptionKey<[Double]?>("xlim", default: nil, "the ends of the x axis: [0, 10]")
  private static let yLimits = OptionKey<[Double]?>("ylim", default: nil, "the ends of the y axis: [0, 1]")
  private static let size = OptionKey<[Double]?>(
    "size", default: nil, limits: .within(100...4000), writtenDefault: "[640, 360]",
    "[width, height] in a document, in pixels; a PNG has two for each")
  private static let labels = BuiltIn.Parameter.named("labels", "a list with the name of each curve")

  private static let plot = BuiltIn(
    "plot", .plots, "Draws curves, points, bars or steps: y over x, or one number after the other.",
    [
      .required("x", "the x values, [n]; or, alone, the y values; or what histogram gives"),
      .optional("y", "the y values: [n], or [curves, n] for several curves over the same x values"),
      .variadic("more", "the x and y values of further curves, in turn: plot(x1, y1, x2, y2)"),
      .option(title.option), .option(xLabel.option), .option(yLabel.option), .option(kind.option), labels,
      .option(xScale.option), .option(yScale.option), .option(xLimits.option), .option(yLimits.option),
      .option(size.option), file,
    ],
    details: """
      plot(y) uses 1, 2, 3, … as x values. A number that is not finite leaves a gap, and the line below says so. Bars and steps take \
      one x value more than y values as the edges between them: plot(edges, counts, kind="bars").
      file="curve.svg" writes the same for documents; file="curve.png" has two pixels for each of its size.
      """,
    examples: [
      .init(code: "plot([1, 4, 9, 16])", result: "none"),
      .init(
        code: "t = linspace(0, 6.28, 100); plot(t, stack(sin(t), cos(t)), labels=list(\"sin\", \"cos\"))",
        result: "none"),
      .init(code: "plot([1, 2, 3], [5, 2, 4], [0, 4], [1, 1])", result: "none"),
      .init(code: "plot([1, 2, 3], [5, 2, 4], kind=\"bars\", ylabel=\"hits\")", result: "none"),
      .init(code: "plot([0, 1, 2, 4], [5, 2, 4], kind=\"steps\")", result: "none"),
      .init(code: "plot([1, 10, 100], [1, 0.1, 0.01], xscale=\"log\", yscale=\"log\")", result: "none"),
      .init(code: "plot(rand(50), rand(50), kind=\"points\", ylim=[0, 1])", result: "none"),
      .init(code: "plot(\"text\")", fails: .wrongType),
      .init(code: "plot([1, 2], [1, 2, 3])", fails: .shapes),
      .init(code: "plot([1, 2], [3, 4], [5, 6])", fails: .missingArgument),
      .init(code: "plot([1, 2], [3, 4], \"r--\")", fails: .wrongType),
      .init(code: "plot([1, 2], kind=\"dots\")", fails: .option),
      .init(code: "plot([1, 2], ylim=[0, 1], yscale=\"log\")", fails: .option),
      .init(code: "plot([1, 2], file=\"curve.pdf\")", fails: .file),
    ], torch: "plt.plot(x, y)"
  ) { arguments throws(Diagnostic) in
    let file = try FigureFile(arguments, at: file)
    var plot = Plot(series: [])
    plot.kind = try arguments[kind]
    if let histogram = try PlotFunctions.histogram(arguments) {
      plot.series = [histogram]
      if arguments.optional(kind) == nil { plot.kind = .bars }
    } else {
      plot.series = try PlotCurves(arguments, plot.kind).read()
    }
    for (index, name) in try labels(arguments, plot.series.count).enumerated() {
      plot.series[index].name = name
    }
    (plot.title, plot.xLabel, plot.yLabel) = (
      try arguments[title] ?? "", try arguments[xLabel] ?? "", try arguments[yLabel] ?? ""
    )
    (plot.xScale, plot.yScale) = (try arguments[xScale], try arguments[yScale])
    plot.xLimits = try limits(arguments, xLimits, plot.xScale)
    plot.yLimits = try limits(arguments, yLimits, plot.yScale)
    if let size = try size(arguments) { plot.size = size }
    try draw(plot, arguments, file: file)
    return .none
  }

  /// Shows a plot, and writes it where a file is named.
  static func draw(_ plot: Plot, _ arguments: Arguments, file: FigureFile?) throws(Diagnostic) {
    try file?.write(PlotDrawing(plot).figure)
    arguments.interpreter.output(Markup([.plot(plot)]))
  }

  // MARK: Reading arguments

  /// Counts and the edges between them, as a record has them; nil where `x` is none.
  private static func histogram(_ arguments: Arguments) throws(Diagnostic) -> Plot.Series? {
    guard case .record(let record) = arguments.value(0) else { return nil }
    guard let series = Plot.Series(histogram: record) else {
      throw arguments.wrongType(0, "numbers, or a record with counts [n] and edges [n + 1]")
    }
    guard arguments.optional(1) == nil else {
      throw arguments.failure(.extraArgument, "a record with counts and edges takes no y values", at: 1)
    }
    return series
  }

  private static func limits(
    _ arguments: Arguments, _ key: OptionKey<[Double]?>, _ scale: PlotAxis.Scale
  ) throws(Diagnostic) -> ClosedRange<Double>? {
    guard let ends = try arguments[key] else { return nil }
    let given = ends.map { Formatter.number($0) }.joined(separator: ", ")
    guard ends.count == 2, ends[0] < ends[1], ends.allSatisfy(\.isFinite) else {
      throw arguments.failure(
        .option, "`\(key.name)` must be [lower, upper], such as [0, 1], not [\(given)]", at: key)
    }
    guard scale == .linear || ends[0] > 0 else {
      throw arguments.failure(
        .option, "the ends of a logarithmic axis must be positive, not [\(given)]", at: key,
        help: "\(key.name)=[0.01, 1]")
    }
    return ends[0]...ends[1]
  }

  private static func size(_ arguments: Arguments) throws(Diagnostic) -> Plot.Size? {
    guard let sides = try arguments[size] else { return nil }
    guard sides.count == 2 else {
      throw arguments.failure(
        .option, "`size` must be [width, height], not \(Formatter.count(sides.count, "number"))", at: size,
        help: "size=[640, 360]")
    }
    return Plot.Size(width: sides[0], height: sides[1])
  }

  private static func labels(_ arguments: Arguments, _ count: Int) throws(Diagnostic) -> [String] {
    guard let labels = arguments.optional(PlotFunctions.labels) else {
      return (1...count).map { count == 1 ? "" : "\($0)" }
    }
    if count == 1, case .string(let name) = labels { return [name.text] }
    guard case .list(let list) = labels, list.values.count == count else {
      throw arguments.failure(
        .option,
        count == 1
          ? "`labels` must be the name of the curve"
          : "`labels` must be a list with a name for each of the \(count) curves", at: PlotFunctions.labels,
        help: count == 1 ? "labels=\"a\"" : "labels=list(\"a\", \"b\")")
    }
    return list.values.map { value in
      if case .string(let box) = value { box.text } else { Formatter.inline(value) }
    }
  }
}

extension Plot.Series {
  /// What `histogram` gives: counts, and one more edge than counts; nil for another record.
  init?(histogram record: RecordBox) {
    guard case .tensor(let counts)? = record["counts"], case .tensor(let edges)? = record["edges"],
      counts.rank == 1, edges.rank == 1, counts.count > 0, edges.count == counts.count + 1
    else { return nil }
    self.init(x: edges.detached.elements, y: counts.detached.elements)
  }
}
