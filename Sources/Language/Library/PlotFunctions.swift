import Engine

/// Curves in a frame.
enum PlotFunctions {
  static let all: [BuiltIn] = [plot]

  static let file = BuiltIn.Parameter.named(
    "file", "a file to write it to as well: name.svg or name.png"
  ).ofFile
  private static let title = OptionKey<String?>("title", default: nil, "the title")
  private static let labels = BuiltIn.Parameter.named("labels", "a list with the name of each curve")

  private static let plot = BuiltIn(
    "plot", .plots, "Draws curves: y over x, or one number after the other.",
    [
      .required("x", "the x values, [n]; or, alone, the y values"),
      .optional("y", "the y values: [n], or [curves, n] for several curves over the same x values"),
      .option(title.option), labels, file,
    ],
    details: """
      plot(y) uses 1, 2, 3, … as x values. A number that is not finite leaves a gap.
      file="curve.svg" writes the same for documents, 640 × 360 in size; file="curve.png" has two pixels for each of these, \
      1280 × 720.
      """,
    examples: [
      .init(code: "plot([1, 4, 9, 16])", result: "none"),
      .init(
        code: "t = linspace(0, 6.28, 100); plot(t, stack(sin(t), cos(t)), labels=list(\"sin\", \"cos\"))",
        result: "none"),
      .init(code: "plot(\"text\")", fails: .wrongType),
      .init(code: "plot([1, 2], [1, 2, 3])", fails: .shapes),
      .init(code: "plot([1, 2], file=\"curve.pdf\")", fails: .file),
    ], torch: "plt.plot(x, y)"
  ) { arguments throws(Diagnostic) in
    let (x, curves) = try curves(arguments)
    let names = try labels(arguments, curves.count)
    var plot = Plot(series: zip(names, curves).map { .init(name: $0, x: x, y: $1) })
    if let title = try arguments[title] { plot.title = title }
    try draw(plot, arguments, file: file)
    return .none
  }

  /// Shows a plot, and writes it where a file is named.
  /// - Parameter suffix: what comes behind the file's name, for the second of two.
  static func draw(
    _ plot: Plot, _ arguments: Arguments, file parameter: BuiltIn.Parameter, suffix: String = ""
  ) throws(Diagnostic) {
    let target = try target(arguments, file: parameter, suffix: suffix)
    arguments.interpreter.output(Markup([.plot(plot)]))
    guard let (format, path) = target else { return }
    let execution = arguments.interpreter.execution
    try arguments.file(at: parameter) { () throws(FileError) in
      let bytes = try format.encode(plot, path: path, in: execution)
      // With a suffix it is no name that somebody gave.
      if !suffix.isEmpty { return try format.file(path).write(bytes, in: execution) }
      try ByteFile.write(bytes, to: path, in: execution)
    }
  }

  /// Looks, before anything is computed or written, whether a plot could be written under the file's name.
  static func check(_ arguments: Arguments, file parameter: BuiltIn.Parameter, suffix: String)
    throws(Diagnostic)
  {
    guard let (format, path) = try target(arguments, file: parameter, suffix: suffix) else { return }
    try arguments.file(at: parameter) { () throws(FileError) in try format.file(path).check() }
  }

  /// Nil where no file is named.
  private static func target(
    _ arguments: Arguments, file parameter: BuiltIn.Parameter, suffix: String
  ) throws(Diagnostic) -> (PlotFormat, path: String)? {
    guard arguments.optional(parameter) != nil else { return nil }
    var path = try arguments.path(parameter)
    guard let format = PlotFormat(path) else {
      throw arguments.failure(
        .file, "a plot is written as .svg or .png, and \"\(path)\" has another extension", at: parameter,
        help: "file=\"curve.svg\"")
    }
    path.insert(contentsOf: suffix, at: path.index(path.endIndex, offsetBy: -4))
    return (format, path)
  }

  private static func curves(_ arguments: Arguments) throws(Diagnostic) -> (x: [Double], y: [[Double]]) {
    let first = try arguments.tensor(0).detached
    let isAlone = arguments.optional(1) == nil
    let heights = isAlone ? first : try arguments.tensor(1).detached
    guard heights.rank == 1 || heights.rank == 2, heights.count > 0 else {
      throw arguments.failure(
        .rank, "curves are [n] or [curves, n], not \(heights.shape)", at: isAlone ? 0 : 1)
    }
    let count = heights.shape[heights.rank - 1]
    guard isAlone || first.rank == 1 && first.count == count else {
      throw arguments.failure(
        .shapes, "there are \(count) y values, but x has the shape \(first.shape)", at: 0,
        help: "plot(x, y) needs as many x values as y values")
    }
    guard heights.count / count <= 16 else {
      throw arguments.failure(
        .option, "\(heights.count / count) curves are too many to distinguish", at: isAlone ? 0 : 1,
        help: "show x draws a matrix; plot takes up to 16 curves")
    }
    return try arguments.engine { () throws(TensorError) in
      // The places and the heights, as numbers and as points of a drawing.
      try MemoryBudget.process.checkRoom(for: 8 * MemoryLayout<Double>.stride * (heights.count + count))
      let x = isAlone ? (1...count).map(Double.init) : first.elements
      let all = heights.elements
      return (x, stride(from: 0, to: all.count, by: count).map { Array(all[$0..<$0 + count]) })
    }
  }

  private static func labels(_ arguments: Arguments, _ count: Int) throws(Diagnostic) -> [String] {
    guard let labels = arguments.optional(PlotFunctions.labels) else {
      return (1...count).map { count == 1 ? "" : "\($0)" }
    }
    guard case .list(let list) = labels, list.values.count == count else {
      throw arguments.failure(
        .option, "`labels` is a list with a name for each of the \(Formatter.count(count, "curve"))",
        at: PlotFunctions.labels,
        help: "labels=list(\"a\", \"b\")")
    }
    return list.values.map { value in
      if case .string(let box) = value { box.text } else { Formatter.inline(value) }
    }
  }
}
