import Engine

/// `compare`: one function with its mode left open, taken apart in each mode at one point.
struct ModeComparison {
  private let arguments: Arguments
  private let function: Value
  private let theta: Tensor
  private let modes: [String]
  private let position: Int

  static let steps = [0.1, 1e-3, 1e-5]
  /// Points of a sweep.
  private static let points = 161

  /// What one mode gives at the point.
  private struct Row {
    let mode: String
    let value: Double
    let analytic: Double
    let numeric: [Double]
  }

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
      .wrongType, "`compare` wants a function of two: theta and the mode", at: 0,
      help: "compare((theta, mode) -> sum(affine(x, theta, mode=mode)^2), theta)")
  }

  private static func modes(_ arguments: Arguments) throws(Diagnostic) -> [String] {
    guard let given = arguments.optional(4) else { return ["round", "bilinear"] }
    guard case .list(let list) = given, !list.values.isEmpty, list.values.count <= 6 else {
      throw arguments.failure(
        .wrongType, "`modes` is a list of names", at: 4, help: "modes=list(\"round\", \"bilinear\")")
    }
    return try list.values.map { value throws(Diagnostic) in
      guard case .string(let box) = value else {
        throw arguments.failure(.wrongType, "a mode is a string, not \(value.briefly)", at: 4)
      }
      return box.text
    }
  }

  /// The element that is moved: the one named, else the last of theta's first row: the lecture's shift along the rows.
  private static func position(_ arguments: Arguments, _ theta: Tensor) throws(Diagnostic) -> Int {
    guard arguments.optional(2) != nil else { return theta.rank == 0 ? 0 : theta.shape[theta.rank - 1] - 1 }
    let index = try arguments.tensor(2).detached.elements
    guard index.count == theta.rank,
      zip(index, theta.shape.array).allSatisfy({ $0 >= 1 && $0 <= Double($1) && $0 == $0.rounded() })
    else {
      throw arguments.failure(
        .index, "`element` is a place in theta, which is \(theta.shape)", at: 2, help: "element=[1, 3]")
    }
    return ReceptiveField.position(index.map { Int(clamping: $0) - 1 }, in: theta.shape)
  }

  // MARK: Numbers

  private func call(_ point: Tensor, _ mode: String) throws(Diagnostic) -> Value {
    try arguments.interpreter.call(function, [.tensor(point), .string(mode)])
  }

  private func value(_ number: Double, _ mode: String) throws(Diagnostic) -> Double {
    let result = try call(try moved(to: number), mode)
    guard let value = result.scalar else { throw notANumber(result) }
    return value
  }

  private func notANumber(_ result: Value) -> Diagnostic {
    let shape = if case .tensor(let tensor) = result { "\(tensor.shape)" } else { result.briefly }
    return Diagnostic(
      .gradient, "a gradient is taken of one number, and this function gives \(shape)",
      help: "sum it, or pick one element with [i, j]")
  }

  private func moved(to number: Double) throws(Diagnostic) -> Tensor {
    try arguments.engine { () throws(TensorError) in
      var moved = theta
      try moved.setElement(position, to: number)
      return moved
    }
  }

  /// The analytic gradient by the element that is moved.
  private func slope(_ number: Double, _ mode: String) throws(Diagnostic) -> Double {
    let tape = Tape()
    defer { tape.close() }
    let point = try moved(to: number)
    let watched = try arguments.engine { () throws(TensorError) in try tape.watch(point) }
    let result = try call(watched, mode)
    guard case .tensor(let output) = result, output.isTaped else {
      guard result.scalar != nil else { throw notANumber(result) }
      return 0
    }
    return try arguments.engine { () throws(TensorError) in
      try tape.gradients(of: output, by: [watched], in: arguments.interpreter.execution)[0].element(position)
    }
  }

  private func row(_ mode: String) throws(Diagnostic) -> Row {
    let here = theta.element(position)
    var numeric: [Double] = []
    for h in ModeComparison.steps {
      numeric.append((try value(here + h, mode) - (try value(here - h, mode))) / (2 * h))
    }
    return Row(mode: mode, value: try value(here, mode), analytic: try slope(here, mode), numeric: numeric)
  }

  // MARK: What is said

  func run() throws(Diagnostic) {
    let generator = arguments.interpreter.generator
    defer { arguments.interpreter.generator = generator }
    var rows: [Row] = []
    for mode in modes {
      arguments.interpreter.generator = generator
      rows.append(try row(mode))
    }
    arguments.interpreter.output(table(rows))
    let (values, slopes) = try sweep(generator)
    try PlotFunctions.draw(values, arguments, file: 5)
    try PlotFunctions.draw(slopes, arguments, file: 5, suffix: "-slope")
    arguments.interpreter.output(conclusion(rows))
  }

  private var name: String {
    theta.rank == 0 ? "theta" : "theta[\(WindowTable.index(ReceptiveField.index(position, in: theta.shape)))]"
  }

  private func table(_ rows: [Row]) -> Markup {
    var markup = Markup()
    let here = Formatter.number(theta.element(position), digits: 6)
    markup.line(
      .init("at "), .init("\(name) = \(here)", .code), .init(": the value, and its gradient by \(name)"))
    var columns: [(title: String, cells: [String])] = [
      ("mode", rows.map(\.mode)), ("value", rows.map { Formatter.number($0.value, digits: 6) }),
      ("analytic", rows.map { Formatter.number($0.analytic, digits: 6) }),
    ]
    for (index, h) in ModeComparison.steps.enumerated() {
      columns.append(
        ("h = \(Formatter.number(h, digits: 3))", rows.map { Formatter.number($0.numeric[index], digits: 6) })
      )
    }
    markup.append(WindowTable.render(width: 1, columns))
    return markup
  }

  /// The values and the analytic gradients while the element moves.
  private func sweep(_ generator: RandomGenerator) throws(Diagnostic) -> (values: Plot, slopes: Plot) {
    let range = try sweepRange()
    let count = ModeComparison.points
    let places = (0..<count).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
    }
    let here = theta.element(position)
    var values = Plot(title: "value", xLabel: name, series: [], mark: here)
    var slopes = Plot(title: "analytic gradient by \(name)", xLabel: name, series: [], mark: here)
    var ticker = ProgressTicker("compare", total: 2 * count * modes.count, arguments.interpreter)
    for mode in modes {
      var heights: [[Double]] = [[], []]
      for place in places {
        arguments.interpreter.generator = generator
        heights[0].append(try value(place, mode))
        ticker.advance()
        heights[1].append(try slope(place, mode))
        ticker.advance()
      }
      values.series.append(.init(name: mode, x: places, y: heights[0]))
      slopes.series.append(.init(name: mode, x: places, y: heights[1]))
    }
    return (values, slopes)
  }

  private func sweepRange() throws(Diagnostic) -> ClosedRange<Double> {
    let here = theta.element(position)
    guard arguments.optional(3) != nil else { return (here - 1.5)...(here + 1.5) }
    let ends = try arguments.tensor(3).detached.elements
    guard ends.count == 2, ends[0] < ends[1], ends.allSatisfy(\.isFinite) else {
      throw arguments.failure(
        .option, "`range` is two numbers, the smaller one first", at: 3, help: "range=[-1, 1]")
    }
    return ends[0]...ends[1]
  }

  /// What the numbers show, said only where they do.
  private func conclusion(_ rows: [Row]) -> Markup {
    var markup = Markup()
    for row in rows {
      let scale = row.numeric.map(abs).max() ?? 0
      let finest = row.numeric.last ?? 0
      let text: String
      if row.analytic == 0, scale < 1e-9 {
        text = "nothing changes around here: the function is flat, and no gradient says where to go."
      } else if row.analytic == 0, abs(finest) < 1e-9 {
        text =
          "flat here, with jumps nearby: the analytic gradient is 0, and only a step that reaches over a jump sees any change."
      } else if abs(finest) > 20 * max(abs(row.analytic), abs(row.numeric[0])) {
        text = "this is a jump: the numeric gradient grows as 1/h, and the analytic one is that of one side."
      } else if abs(finest - row.analytic) <= 1e-3 * max(1, abs(row.analytic)) {
        text = "the numeric gradient comes to the analytic one as h gets smaller: there is a slope to follow."
      } else {
        text = "numeric and analytic gradient differ: a kink lies here, where the slope changes at once."
      }
      markup.sentence(.init("\(row.mode): ", .strong), .init(text))
    }
    return markup
  }
}
