import Engine

/// The differences, their squares, the mean, and the gradient.
enum MSELossExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = try LossFunctions.meanSquare(arguments)
    let (x, target) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    let larger = x.rank == 0 ? target : x
    let own = operation.reduction == .none ? larger.position(output) : nil
    func element(_ tensor: Tensor, _ position: Int) -> Double {
      tensor.element(tensor.rank == 0 ? 0 : position)
    }
    func difference(_ position: Int) -> Double { element(x, position) - element(target, position) }
    let all = own.map { $0..<$0 + 1 } ?? 0..<larger.count
    let sum = all.reduce(0) { $0 + difference($1) * difference($1) }
    let divisor = operation.reduction == .mean ? Double(larger.count) : 1
    let n = { (value: Double) in Formatter.number(value, digits: 6) }

    var table = ExplanationTable(["", "x", "target", "x − target", "squared", "gradient", "numeric"])
    let shown = own.map { [$0] } ?? ExplanationTable.shown(larger.count, atMost: 8)
    try arguments.engine { () throws(TensorError) in
      // Each line on its own: elements do not touch each other.
      let single = MSELoss(reduction: .sum)
      for position in shown {
        let pair = [
          try x.single(x.rank == 0 ? 0 : position), try target.single(target.rank == 0 ? 0 : position),
        ]
        let numeric =
          try NumericDerivatives(single, pair, arguments.interpreter.execution)(of: 0, by: 0).shown / divisor
        let gap = difference(position)
        let cells = [pair[0].element(0), pair[1].element(0), gap, gap * gap, 2 * gap / divisor]
        let derivative = Formatter.number(numeric, digits: 5)
        let place = larger.rank == 0 ? "" : "[\(WindowTable.index(larger.shape.indices(position)))]"
        table.add([place] + cells.map(n) + [derivative])
      }
    }
    var markup = Markup()
    let value = Formatter.number(sum / divisor, digits: 7)
    markup.line(.init(text, .code), .init(" = "), .init(value, .number))
    markup.append(table.markup)
    if own == nil { markup.append(ExplanationTable.rest(larger.count, shown, "element")) }
    let over = operation.reduction == .mean ? ", divided by \(Formatter.count(larger.count, "element"))" : ""
    markup.line(.init("sum  \(Formatter.number(sum, digits: 7))\(over) = "), .init(value, .number))
    markup.line(
      "The gradient with respect to x is 2 · (x − target)\(divisor == 1 ? "" : " / \(n(divisor))").", .dim)
    return markup
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
