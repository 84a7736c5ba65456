import Engine

/// How one element of an analytic gradient comes about: the tape from its end back to the element, and the numeric
/// gradient beside it.
enum GradientExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    guard arguments.rest.count == 1, case .some(let point) = arguments.rest.first else {
      throw Diagnostic(
        .explain, "explain needs a gradient with respect to one argument",
        help: "explain grad(x -> f(x, w), x)[1, 1]")
    }
    let function = try arguments.function(0)
    let x = try tensor(point, arguments)
    let generator = arguments.interpreter.generator
    let steps = try steps(function, x, arguments)
    let position = ReceptiveField.position(output, in: x.shape)
    let analytic = steps.first?.gradient?.element(position) ?? 0
    var markup = Markup()
    markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(analytic, digits: 7), .number))
    markup.append(GradientSteps(steps: steps, output: output, position: position).markup)
    arguments.interpreter.generator = generator
    let start = try arguments.engine { () throws(TensorError) in try x.converted(to: .float64) }
    let moved = MovedFunction(arguments.interpreter, at: start, position: position) {
      moved throws(Diagnostic) in
      try arguments.interpreter.call(function, [.tensor(moved)])
    }
    markup.append(try comparison(analytic, x.dtype, moved))
    return markup
  }

  private static func tensor(_ point: Value, _ arguments: Arguments) throws(Diagnostic) -> Tensor {
    if case .tensor(let tensor) = point, tensor.dtype.isFloating { return tensor.detached }
    return try arguments.engine { () throws(TensorError) in
      if case .tensor(let tensor) = point { return try tensor.converted(to: .float32) }
      return try Tensor(point.scalar ?? .nan, .float64)
    }
  }

  /// The tape of the function at a point; the point is its first step.
  private static func steps(
    _ function: Value, _ x: Tensor, _ arguments: Arguments
  ) throws(Diagnostic) -> [Tape.Step] {
    let tape = Tape(keepingResults: true)
    defer { tape.close() }
    let watched = try arguments.engine { () throws(TensorError) in try tape.watch(x) }
    let result = try arguments.interpreter.call(function, [.tensor(watched)])
    guard case .tensor(let value) = result, value.isTaped else { return [] }
    guard value.count == 1 else {
      throw Diagnostic(
        .gradient, "a gradient needs a function that returns one number, and this one returns \(value.shape)",
        help: "sum it, or pick one element with [i, j]")
    }
    return try arguments.engine { () throws(TensorError) in
      try tape.steps(of: value, in: arguments.interpreter.execution)
    }
  }

  /// The numeric gradient, (f(x + h) − f(x − h)) / 2h in float64, and why it is another one where it is.
  private static func comparison(
    _ analytic: Double, _ dtype: DType, _ function: MovedFunction
  ) throws(Diagnostic) -> Markup {
    let numeric = try NumericDerivative(at: function.place) { place throws(Diagnostic) in
      try function.value(at: place)
    }
    var markup = Markup()
    markup.line(
      .init("numeric  (f(x + h) − f(x − h)) / 2h = "),
      .init(Formatter.number(numeric.shown, digits: 7), .number),
      .init("   h = \(Formatter.number(numeric.step, digits: 2))", .dim))
    guard numeric.differs(from: analytic) else { return markup }
    let refined = try RefinedDerivative(
      at: function.place, analytic: analytic,
      allowance: GradientCheck.defaultTolerance(dtype) * abs(analytic),
      reach: function.point.largest, single: try function.roundingError()
    ) { place throws(Diagnostic) in try function.value(at: place) }
    if refined.agrees {
      markup.sentence(
        .init(
          "They agree as closely as this step and the rounding in the function let them be compared.", .note))
      return markup
    }
    let advice = GradientAdvice(
      analytic: analytic, numeric: refined.value, error: refined.error, function: function)
    let text = (try? advice.text()) ?? GradientAdvice.unknown
    markup.sentence(.init("They differ: \(text).", .note))
    return markup
  }
}

/// The tape as a table, and the last steps to the element.
private struct GradientSteps {
  let steps: [Tape.Step]
  /// The element, counted from 0, and its flat position.
  let output: [Int]
  let position: Int

  private static let most = 16

  var markup: Markup {
    var markup = Markup()
    guard steps.count > 1 else {
      markup.line("The result does not depend on x: nothing was recorded.")
      return markup
    }
    markup.line("The tape, from the result back to x:", .strong)
    markup.append(table)
    markup.append(arrivals)
    return markup
  }

  private var table: Markup {
    var table = ExplanationTable(["step", "result", "gradient with respect to it"])
    let order = Array(steps.indices.reversed())
    let shown = order.count <= GradientSteps.most ? order : Array(order.prefix(10)) + [-1] + order.suffix(5)
    for index in shown {
      guard index >= 0 else {
        table.add(["… \(order.count - 15) more", "", ""])
        continue
      }
      let step = steps[index]
      table.add([label(index), brief(step.result), step.gradient.map(brief) ?? "0"])
    }
    table.alignWords(columns: 1)
    return table.markup
  }

  /// `#3 sum(#2)`: the operation with its operands by their numbers; a point for one that x has no part in.
  private func label(_ index: Int) -> String {
    guard let name = steps[index].name else { return "x" }
    let operands = steps[index].parents.map { parent in
      parent.map { steps[$0].name == nil ? "x" : "#\($0)" } ?? "·"
    }
    let isSign = name.first?.isLetter == false
    if isSign, operands.count == 2 { return "#\(index) \(operands[0]) \(name) \(operands[1])" }
    return "#\(index) \(name)(\(operands.joined(separator: ", ")))"
  }

  private func brief(_ tensor: Tensor) -> String {
    if tensor.count == 1 { return Formatter.number(tensor.element(0), digits: 5) }
    guard tensor.count <= 4 else { return "\(tensor.shape)" }
    let numbers = (0..<tensor.count).map { Formatter.number(tensor.element($0), digits: 4) }
    return "[\(numbers.joined(separator: ", "))]"
  }

  /// What each use of x adds to the element's gradient.
  private var arrivals: Markup {
    var terms: [(label: String, value: Double)] = []
    for (index, step) in steps.enumerated() {
      for (operand, parent) in step.parents.enumerated() where parent == 0 {
        guard operand < step.contributions.count, let contribution = step.contributions[operand] else {
          continue
        }
        terms.append((label(index), contribution.element(position)))
      }
    }
    var markup = Markup()
    let place = output.isEmpty ? "x" : "x[\(WindowTable.index(output))]"
    markup.line("What reaches \(place):", .strong)
    for term in terms.prefix(GradientSteps.most) {
      markup.line(.init("  through \(term.label)  "), .init(ExplainedElement.number(term.value), .number))
    }
    if terms.count > GradientSteps.most {
      markup.line("  … and \(terms.count - GradientSteps.most) more", .dim)
    }
    if terms.count > 1 {
      let sum = terms.reduce(0) { $0 + $1.value }
      markup.line(
        .init("  sum  \(ExplainedElement.sum(terms.map(\.value))) = "),
        .init(ExplainedElement.number(sum), .number))
    }
    return markup
  }
}
