import Engine

/// A loss that compares element by element: each pair, what it costs, the mean or the sum, and the gradient.
struct ElementwiseLossExplanation: OperationExplanation {
  let type: String
  /// What the table shows between the target and the gradient.
  private let columns: [Column]
  /// The derivative by x as a formula.
  private let derivative: @Sendable (any ElementwiseLoss) -> String

  private struct Column: Sendable {
    let title: String
    let value: @Sendable (_ x: Double, _ target: Double) -> Double

    static let difference = Column(title: "x − target") { x, target in x - target }
    static let square = Column(title: "squared") { x, target in (x - target) * (x - target) }
    static let logarithm = Column(title: "log x") { x, _ in Double.log(x) }
    static let counterpart = Column(title: "log(1 − x)") { x, _ in Double.log1p(-x) }
    static let probability = Column(title: "sigmoid(x)") { x, _ in Sigmoid().value(x) }
  }

  private init<Loss: ElementwiseLoss>(
    _ type: Loss.Type, _ columns: [Column], derivative: @escaping @Sendable (Loss) -> String
  ) {
    self.type = "\(type)"
    self.columns = columns
    self.derivative = { loss in (loss as? Loss).map(derivative) ?? "" }
  }

  static let all: [ElementwiseLossExplanation] = [
    .init(MSELoss.self, [.difference, .square]) { _ in "2 · (x − target)" },
    .init(L1Loss.self, [.difference]) { _ in "the sign of x − target" },
    .init(HuberLoss.self, [.difference]) { loss in "x − target, held between \(limits(loss.delta))" },
    .init(SmoothL1Loss.self, [.difference]) { loss in
      loss.beta == 0
        ? "the sign of x − target"
        : "(x − target) / \(ExplainedElement.number(loss.beta)), held between −1 and 1"
    },
    .init(BinaryCrossEntropy.self, [.logarithm, .counterpart]) { _ in "(x − target) / (x · (1 − x))" },
    .init(BinaryCrossEntropyWithLogits.self, [.probability]) { _ in "sigmoid(x) − target" },
  ]

  private static func limits(_ bound: Double) -> String {
    "−\(ExplainedElement.number(bound)) and \(ExplainedElement.number(bound))"
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    guard let loss = element.operation as? any ElementwiseLoss else { return element.title }
    return try explain(element, loss)
  }

  private func explain(_ element: ExplainedElement, _ loss: some ElementwiseLoss) throws(TensorError)
    -> Markup
  {
    let (x, target) = (element.operands[0].tensor, element.operands[1].tensor)
    let larger = x.rank == 0 ? target : x
    let own = loss.reduction == .none ? larger.position(element.output) : nil
    func pair(_ position: Int) -> (x: Double, target: Double) {
      (x.element(x.rank == 0 ? 0 : position), target.element(target.rank == 0 ? 0 : position))
    }
    let divisor = loss.reduction == .mean ? Double(larger.count) : 1
    let n = ExplainedElement.number
    // The squares are the losses themselves.
    let endsWithLoss = loss is MSELoss
    var table = ExplanationTable(
      ["", "x", "target"] + columns.map(\.title) + (endsWithLoss ? [] : ["loss"]) + ["gradient", "numeric"])
    let shown = own.map { [$0] } ?? ExplanationTable.shown(larger.count, atMost: 8)
    // Each line on its own: elements do not touch each other.
    var single = loss
    single.reduction = .sum
    for position in shown {
      let (value, wanted) = pair(position)
      let operands = [try Tensor(value, .float64), try Tensor(wanted, .float64)]
      let place = larger.rank == 0 ? "" : "[\(WindowTable.index(larger.shape.indices(position)))]"
      table.add(
        [place, n(value), n(wanted)] + columns.map { n($0.value(value, wanted)) }
          + (endsWithLoss ? [] : [n(loss.value(value, wanted))])
          + [
            n(loss.derivative(byX: value, wanted) / divisor),
            try numeric(single, operands, divisor, element.execution),
          ])
    }
    var markup = element.title
    markup.append(table.markup)
    if own == nil { markup.append(ExplanationTable.rest(larger.count, shown, "element")) }
    let sum = (own.map { $0..<$0 + 1 } ?? 0..<larger.count).reduce(0) {
      let (value, wanted) = pair($1)
      return $0 + loss.value(value, wanted)
    }
    let over = loss.reduction == .mean ? ", divided by \(Formatter.count(larger.count, "element"))" : ""
    markup.line(
      .init("sum  \(Formatter.number(sum, digits: 7))\(over) = "), .init(element.value, .number))
    let formula = derivative(loss)
    let share =
      divisor == 1 ? "" : formula.contains(",") ? "; all divided by \(n(divisor))" : " / \(n(divisor))"
    markup.line("The gradient with respect to x is \(formula)\(share).", .dim)
    return markup
  }

  /// A dash where a step would leave the numbers that the loss takes.
  private func numeric(
    _ loss: some ElementwiseLoss, _ operands: [Tensor], _ divisor: Double, _ execution: Execution
  ) throws(TensorError) -> String {
    do throws(TensorError) {
      let derivative = try NumericDerivatives(loss, operands, execution)(of: 0, by: 0).shown
      return Formatter.number(derivative / divisor, digits: 5)
    } catch {
      guard error.code == .option else { throw error }
      return "–"
    }
  }
}

extension Tensor {
  /// The flat position of an index counted from 0.
  func position(_ index: [Int]) -> Int { zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 } }
}

extension Shape {
  /// The index of a flat position, counted from 0.
  func indices(_ position: Int) -> [Int] {
    var rest = position
    return strides.map { step in
      let (place, remainder) = rest.quotientAndRemainder(dividingBy: max(step, 1))
      rest = remainder
      return place
    }
  }
}
