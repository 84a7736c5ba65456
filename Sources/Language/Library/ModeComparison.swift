import Engine

/// `compare`: one function with its mode left open, taken apart in each mode at one point.
struct ModeComparison {
  private let arguments: Arguments
  private let function: Value
  private let theta: Tensor
  private let modes: [String]
  private let position: Int

  static let steps = [0.1, 1e-3, 1e-5]
  /// What the second plot's file is called behind the first's name.
  private static let secondSuffix = "-gradient"

  /// What one mode gives at the point, and in the interval around it.
  private struct Row {
    let mode: String
    let point: FunctionSample
    let numeric: [Double]
    /// How far roundings inside the function move the value.
    let rounding: Double
    let sweep: FunctionSweep
    let behaviour: LocalBehaviour
  }

  static let element = BuiltIn.Parameter.named(
    "element", "which number of theta is moved: [1, 3] for theta[1, 3]; without it the last of the first row")
  static let range = BuiltIn.Parameter.named(
    "range", "the interval in which it is moved, with the point in it; without it, 1.5 to either side")
  static let modes = BuiltIn.Parameter.named("modes", "a list of modes; without it round and bilinear")
  static let file = BuiltIn.Parameter.named(
    "file",
    "a file for the first drawing, name.svg or name.png; the second goes to name-gradient.svg or name-gradient.png"
  ).ofFile

  init(_ arguments: Arguments) throws(Diagnostic) {
    self.arguments = arguments
    function = try arguments.function(0)
    try ModeComparison.checkParameters(function, arguments)
    let point = try arguments.tensor(1, numbersAs: .float64).detached
    guard point.count > 0 else {
      throw arguments.failure(.size, "there is no number in theta to move", at: 1)
    }
    theta = try arguments.engine { () throws(TensorError) in try point.converted(to: .float64) }
    modes = try ModeComparison.modes(arguments)
    position = try ModeComparison.position(arguments, theta)
  }

  private static func checkParameters(_ function: Value, _ arguments: Arguments) throws(Diagnostic) {
    guard case .function(let own) = function else { return }
    let parameters = own.syntax.parameters
    let required = parameters.count { $0.initial < 0 }
    guard parameters.count < 2 || required > 2 else { return }
    throw arguments.failure(
      .wrongType, "`compare` needs a function of two arguments: theta and the mode", at: 0,
      help: "compare((theta, mode) -> sum(affine(x, theta, mode=mode)^2), theta)")
  }

  private static func modes(_ arguments: Arguments) throws(Diagnostic) -> [String] {
    guard let given = arguments.optional(ModeComparison.modes) else { return ["round", "bilinear"] }
    guard case .list(let list) = given, !list.values.isEmpty, list.values.count <= 6 else {
      throw arguments.failure(
        .wrongType, "`modes` must be a list of names", at: ModeComparison.modes,
        help: "modes=list(\"round\", \"bilinear\")")
    }
    return try list.values.map { value throws(Diagnostic) in
      guard case .string(let box) = value else {
        throw arguments.failure(
          .wrongType, "a mode must be a string, not \(value.briefly)", at: ModeComparison.modes)
      }
      return box.text
    }
  }

  /// The element that is moved: the one named, else the last of theta's first row: the lecture's shift along the rows.
  private static func position(_ arguments: Arguments, _ theta: Tensor) throws(Diagnostic) -> Int {
    guard arguments.optional(element) != nil else {
      return theta.rank == 0 ? 0 : theta.shape[theta.rank - 1] - 1
    }
    let index = try arguments.tensor(element).detached.elements
    guard index.count == theta.rank,
      zip(index, theta.shape.array).allSatisfy({ $0 >= 1 && $0 <= Double($1) && $0 == $0.rounded() })
    else {
      throw arguments.failure(
        .index, "`element` must be an index of theta, which is \(theta.shape)", at: element,
        help: "element=[1, 3]")
    }
    return ReceptiveField.position(index.map { Int(clamping: $0) - 1 }, in: theta.shape)
  }

  // MARK: Numbers

  private func moved(_ mode: String) -> MovedFunction {
    let (interpreter, function) = (arguments.interpreter, function)
    return MovedFunction(interpreter, at: theta, position: position) { point throws(Diagnostic) in
      try interpreter.call(function, [.tensor(point), .string(mode)])
    }
  }

  private func row(_ mode: String, _ ticker: inout ProgressTicker) throws(Diagnostic) -> Row {
    let function = moved(mode)
    let here = function.place
    let point = try function.sample(at: here)
    var numeric: [Double] = []
    for h in ModeComparison.steps {
      numeric.append((try function.value(at: here + h) - (try function.value(at: here - h))) / (2 * h))
    }
    let dtype = try function.coarsestType()
    let rounding = try function.roundingError()
    let range = try sweepRange()
    var progress = ticker
    defer { ticker = progress }
    let sample = { (place: Double) throws(Diagnostic) -> FunctionSample in
      progress.advance()
      return try function.sample(at: place)
    }
    let sweep = try FunctionSweep(
      over: range, with: here, roundoff: RoundingNoise.unitRoundoff(dtype), sample)
    let examination = try PointExamination(
      at: point, reach: (range.upperBound - range.lowerBound) / 2, dtype: dtype,
      rounding: rounding, sweep: sweep.samples, sample)
    return Row(
      mode: mode, point: point, numeric: numeric, rounding: rounding, sweep: sweep,
      behaviour: try examination.behaviour())
  }

  // MARK: What is said

  func run() throws(Diagnostic) {
    let first = try FigureFile(arguments, at: ModeComparison.file)
    let second = try FigureFile(arguments, at: ModeComparison.file, suffix: ModeComparison.secondSuffix)
    try second?.check()
    let generator = arguments.interpreter.generator
    defer { arguments.interpreter.generator = generator }
    let most = FunctionSweep.points + FunctionSweep.maxForJumps + FunctionSweep.maxForKinks
    var ticker = ProgressTicker("compare", total: most * modes.count, arguments.interpreter)
    var rows: [Row] = []
    for (index, mode) in modes.enumerated() {
      arguments.interpreter.generator = generator
      ticker.reach(index * most)
      rows.append(try row(mode, &ticker))
    }
    arguments.interpreter.output(table(rows))
    let here = theta.element(position)
    try PlotFunctions.draw(plot("value", rows, here, \.valueCurve), arguments, file: first)
    try PlotFunctions.draw(
      plot("analytic gradient with respect to \(name)", rows, here, \.derivativeCurve), arguments,
      file: second)
    arguments.interpreter.output(try conclusion(rows))
  }

  private func plot(
    _ title: String, _ rows: [Row], _ mark: Double, _ curve: KeyPath<FunctionSweep, [(x: Double, y: Double)]>
  ) -> Plot {
    let series = rows.map { row in
      let points = row.sweep[keyPath: curve]
      return Plot.Series(name: row.mode, x: points.map(\.x), y: points.map(\.y))
    }
    return Plot(title: title, xLabel: name, series: series, mark: mark)
  }

  private var name: String {
    theta.rank == 0 ? "theta" : "theta[\(WindowTable.index(ReceptiveField.index(position, in: theta.shape)))]"
  }

  private func table(_ rows: [Row]) -> Markup {
    var markup = Markup()
    let here = Formatter.number(theta.element(position), digits: 6)
    markup.line(
      .init("at "), .init("\(name) = \(here)", .code),
      .init(": the value, and its gradient with respect to \(name)"))
    var columns: [(title: String, cells: [String])] = [
      ("mode", rows.map(\.mode)), ("value", rows.map { Formatter.number($0.point.value, digits: 6) }),
      ("analytic", rows.map { Formatter.number($0.point.derivative, digits: 6) }),
    ]
    for (index, h) in ModeComparison.steps.enumerated() {
      columns.append(
        ("h = \(Formatter.number(h, digits: 3))", rows.map { Formatter.number($0.numeric[index], digits: 6) })
      )
    }
    markup.append(WindowTable.render(width: 1, columns))
    return markup
  }

  private func sweepRange() throws(Diagnostic) -> ClosedRange<Double> {
    let here = theta.element(position)
    guard here.isFinite else {
      throw arguments.failure(
        .option, "\(name) is \(Formatter.number(here)), but the element that changes must be finite", at: 1)
    }
    guard arguments.optional(ModeComparison.range) != nil else {
      // Around a very large number 1.5 is nothing.
      let reach = max(1.5, abs(here) * 0x1p-20)
      return max(here - reach, -.greatestFiniteMagnitude)...min(here + reach, .greatestFiniteMagnitude)
    }
    let ends = try arguments.tensor(ModeComparison.range).detached.elements
    guard ends.count == 2, ends[0] < ends[1], (ends[1] - ends[0]).isFinite else {
      throw arguments.failure(
        .option, "`range` must be two finite numbers, the smaller one first", at: ModeComparison.range,
        help: "range=[-1, 1]")
    }
    // What is said of the point has to be seen from it.
    return min(ends[0], here)...max(ends[1], here)
  }

  /// What the numbers show, said only where they do.
  private func conclusion(_ rows: [Row]) throws(Diagnostic) -> Markup {
    let range = try sweepRange()
    var markup = Markup()
    for row in rows {
      let sentences = BehaviourSentences(
        behaviour: row.behaviour, point: row.point, jumps: row.sweep.jumps,
        hasMoreJumps: row.sweep.hasMoreJumps, range: range,
        differences: zip(ModeComparison.steps, row.numeric).map { .init(step: $0, quotient: $1) },
        rounding: row.rounding)
      markup.sentence(.init("\(row.mode): ", .strong), .init(sentences.text))
    }
    return markup
  }
}
