import Engine

/// A running sum or product: the elements up to this one.
struct RunningExplanation: OperationExplanation {
  let type: String
  private let axis: @Sendable (any Engine.Operation) -> Int?
  private let derivative: String

  /// - Parameter derivative: the derivative by an element as a formula.
  init<Op: Engine.Operation>(_ type: Op.Type, derivative: String, _ axis: @escaping @Sendable (Op) -> Int) {
    self.type = "\(type)"
    self.derivative = derivative
    self.axis = { ($0 as? Op).map(axis) }
  }

  static let all: [RunningExplanation] = [
    .init(CumSum.self, derivative: "1") { $0.axis },
    .init(CumProd.self, derivative: "the product of the others") { $0.axis },
  ]

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    guard let axis = axis(element.operation) else { return markup }
    let operand = element.operands[0]
    let step = element.output.isEmpty ? 0 : element.output[axis]
    let parts: [Slice.Part] = element.output.enumerated().map {
      $0.offset == axis ? .range(start: 0, count: step + 1) : .range(start: $0.element, count: 1)
    }
    let row = try Slice(parts).apply([operand.tensor.detached], in: element.execution)
    let numeric = try NumericDerivatives(element.operation, [row], element.execution)
    let analytic = try AnalyticDerivatives(element.operation, [row], of: step, element.execution)
    markup.line("Of the elements up to this one along dimension \(axis + 1):")
    var table = ExplanationTable(["", "value", "derivative", "numeric"])
    let shown = ExplanationTable.shown(row.count, with: step)
    for place in shown {
      var index = element.output
      if !index.isEmpty { index[axis] = place }
      table.add(
        [
          operand.place(index), ExplainedElement.number(row.element(place)),
          ExplainedElement.number(analytic(by: place)), try numeric.text(of: step, by: place),
        ], isMarked: place == step)
    }
    markup.append(table.markup)
    markup.append(ExplanationTable.rest(row.count, shown, "element"))
    markup.line("The derivative with respect to an element is \(derivative).", .dim)
    return markup
  }
}

/// The difference of neighbours, or of their differences: by how much each element counts.
struct DiffExplanation: OperationExplanation {
  let type = "\(Diff.self)"

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    guard let operation = element.operation as? Diff else { return markup }
    let operand = element.operands[0]
    let factors = DiffExplanation.factors(operation.order)
    var (names, numbers) = ("", "")
    for (step, factor) in factors.enumerated() {
      var index = element.output
      index[operation.axis] += operation.order - step
      let number = ExplainedElement.number(operand.tensor.element(at: index))
      let sign = step == 0 ? "" : factor < 0 ? " − " : " + "
      let times = factor.magnitude == 1 ? "" : "\(ExplainedElement.number(factor.magnitude)) · "
      names += sign + times + operand.place(index)
      numbers += sign + times + (number.hasPrefix("-") && step > 0 ? "(\(number))" : number)
    }
    markup.line(.init(names, .code), .init(" = \(numbers) = "), .init(element.value, .number))
    markup.line("The derivative with respect to each of them is its factor, with its sign.", .dim)
    return markup
  }

  /// Of the latest element first: the binomial coefficients, with signs in turn.
  private static func factors(_ order: Int) -> [Double] {
    var factors = [1.0]
    for _ in 0..<order { factors = zip(factors + [0], [0] + factors).map { $0 - $1 } }
    return factors
  }
}
