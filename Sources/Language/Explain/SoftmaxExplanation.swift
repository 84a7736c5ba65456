import Engine

/// The row that softmax looks at: less its largest number, exponentials, their sum, the quotient, and the derivatives.
enum SoftmaxExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let row = try SoftmaxRow(arguments, output)
    let (own, power) = (row.probabilities[row.own], row.powers[row.own])
    var markup = row.heading(text, own)
    let derivatives = row.probabilities.enumerated().map { $0 == row.own ? own * (1 - own) : -own * $1 }
    markup.append(try row.table(arguments, Softmax(axis: 0), derivatives))
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    markup.line("Σ exp = \(n(row.sum))")
    markup.line(.init("exp / Σ exp = \(n(power)) / \(n(row.sum)) = "), .init(n(own), .number))
    markup.sentence(
      .init(
        "Derivatives: p·(1 − p) with respect to its own number, −p·q with respect to that of another result q.",
        .dim))
    return markup
  }
}

/// The same with the logarithm of the sum taken away.
enum LogSoftmaxExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let row = try SoftmaxRow(arguments, output)
    let (logarithm, reduced) = (row.logarithm, row.values[row.own] - row.largest)
    let value = reduced - logarithm
    var markup = row.heading(text, value)
    let derivatives = row.probabilities.enumerated().map { $0 == row.own ? 1 - $1 : -$1 }
    markup.append(try row.table(arguments, LogSoftmax(axis: 0), derivatives))
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    markup.line("Σ exp = \(n(row.sum)), its logarithm \(n(logarithm))")
    markup.line(.init("\(n(reduced)) − \(n(logarithm)) = "), .init(n(value), .number))
    markup.line(
      "Derivatives: 1 − p with respect to its own number, −q to another, p and q being their softmax.", .dim)
    return markup
  }
}

/// The numbers along the dimension that softmax goes along, about one of them.
private struct SoftmaxRow {
  let values: [Double]
  /// Which of them is spoken of.
  let own: Int
  let largest: Double
  /// exp(x − largest).
  let powers: [Double]
  let sum: Double
  private let indices: [[Int]]
  private let dimension: Int

  init(_ arguments: Arguments, _ output: [Int]) throws(Diagnostic) {
    let x = try arguments.tensor(0).detached
    let axis = try LossFunctions.axis(arguments)
    // A number is a row of one.
    indices =
      x.rank == 0
      ? [[]]
      : (0..<x.shape[axis]).map { step in
        var index = output
        index[axis] = step
        return index
      }
    values = indices.map(x.element(at:))
    (own, dimension) = (x.rank == 0 ? 0 : output[axis], axis + 1)
    let top = values.max() ?? 0
    largest = top
    powers = values.map { Double.exp($0 - top) }
    sum = powers.reduce(0, +)
  }

  var probabilities: [Double] { powers.map { $0 / sum } }
  var logarithm: Double { Double.log(sum) }

  func heading(_ text: String, _ value: Double) -> Markup {
    var markup = Markup()
    markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(value, digits: 7), .number))
    let numbers = Formatter.count(values.count, "number")
    markup.line(
      "Along dimension \(dimension): \(numbers), the largest \(Formatter.number(largest, digits: 6)).")
    return markup
  }

  /// The row with the derivatives of the number spoken of.
  func table(
    _ arguments: Arguments, _ operation: some Operation, _ derivatives: [Double]
  ) throws(Diagnostic) -> Markup {
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    var table = ExplanationTable(["", "x", "x − \(n(largest))", "exp", "derivative", "numeric"])
    let shown = ExplanationTable.shown(values.count, with: own)
    try arguments.engine { () throws(TensorError) in
      let row = try Tensor(values, Shape(checking: [values.count]))
      let numeric = try NumericDerivatives(operation, [row], arguments.interpreter.execution)
      for step in shown {
        let cells = [values[step], values[step] - largest, powers[step], derivatives[step]].map(n)
        let derivative = try numeric.text(of: own, by: step)
        table.add(["[\(WindowTable.index(indices[step]))]"] + cells + [derivative], isMarked: step == own)
      }
    }
    var markup = table.markup
    markup.append(ExplanationTable.rest(values.count, shown, "number"))
    return markup
  }
}
