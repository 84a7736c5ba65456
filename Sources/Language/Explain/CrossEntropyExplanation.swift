import Engine

/// What each case costs, what is made of it, and the gradient by the scores of one case.
enum CrossEntropyExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = try LossFunctions.crossEntropy(arguments)
    let cases = try CrossEntropyCases(arguments, operation)
    let own = operation.reduction == .none ? cases.position(output) : nil
    let sum = own.map { cases[$0].loss } ?? (0..<cases.count).reduce(0) { $0 + cases[$1].loss }
    let divisor = operation.reduction == .mean ? cases.divisor : 1
    var markup = Markup()
    let value = Formatter.number(sum / divisor, digits: 7)
    markup.line(.init(text, .code), .init(" = "), .init(value, .number))
    markup.append(costs(cases, own))
    let total = Formatter.number(sum, digits: 7)
    switch operation.reduction {
    case .mean where cases.count > 1:
      let what = cases.areProbabilities || !cases.areWeighted ? "cases" : "weights of the right classes"
      let number = Formatter.number(divisor, digits: 6)
      markup.line(.init("sum  \(total), divided by \(number) (\(what)) = "), .init(value, .number))
    case .sum: markup.line(.init("sum  "), .init(total, .number))
    case .mean, .none: break
    }
    guard let first = own ?? (0..<cases.count).first(where: { !cases[$0].isIgnored }) else { return markup }
    markup.append(try gradient(cases, first, divisor, arguments, operation))
    return markup
  }

  private static func costs(_ cases: CrossEntropyCases, _ own: Int?) -> Markup {
    var markup = Markup()
    let wanted = cases.isPlain ? "x of it" : "Σ target·x"
    markup.line(
      cases.isPlain
        ? "A case costs log Σ exp(x) minus the x of the right class\(cases.areWeighted ? ", times its weight" : "")."
        : "A case costs Σ \(cases.areWeighted ? "weight·" : "")target·(log Σ exp(x) − x) over its classes.")
    var titles = ["case"]
    if !cases.areProbabilities { titles.append("class") }
    titles += [wanted, "log Σ exp"]
    if cases.areWeighted && !cases.areProbabilities { titles.append("weight") }
    var table = ExplanationTable(titles + ["loss"])
    let shown = own.map { [$0] } ?? ExplanationTable.shown(cases.count, atMost: 8)
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    for position in shown {
      let one = cases[position]
      var cells = [cases.name(position)]
      if !cases.areProbabilities { cells.append(one.label.map { "\($0 + 1)" } ?? "ignored") }
      cells += [one.isIgnored ? "·" : n(one.wanted), n(one.logSum)]
      if cases.areWeighted, !cases.areProbabilities {
        cells.append(one.label.map { n(cases.weights[$0]) } ?? "·")
      }
      table.add(cells + [n(one.loss)])
    }
    markup.append(table.markup)
    if own == nil { markup.append(ExplanationTable.rest(cases.count, shown, "case")) }
    return markup
  }

  private static func gradient(
    _ cases: CrossEntropyCases, _ position: Int, _ divisor: Double, _ arguments: Arguments,
    _ operation: CrossEntropy
  ) throws(Diagnostic) -> Markup {
    let one = cases[position]
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    var titles = ["class", "x", "softmax", "target"]
    if cases.areWeighted { titles.append("weight") }
    var table = ExplanationTable(titles + ["gradient", "numeric"])
    let shown = ExplanationTable.shown(one.x.count, with: one.label)
    let total = zip(cases.weights, one.target).reduce(0) { $0 + $1.0 * $1.1 }
    try arguments.engine { () throws(TensorError) in
      let numeric = try NumericDerivatives(operation, cases.operands, arguments.interpreter.execution)
      for c in shown {
        let softmax = Double.exp(one.x[c] - one.logSum)
        let gradient = (softmax * total - cases.weights[c] * one.target[c]) / divisor
        var cells = ["\(c + 1)", n(one.x[c]), n(softmax), n(one.target[c])]
        if cases.areWeighted { cells.append(n(cases.weights[c])) }
        let output = operation.reduction == .none ? position : 0
        let derivative = try numeric.text(of: output, by: cases.logit(position, c))
        table.add(cells + [n(gradient), derivative], isMarked: c == one.label)
      }
    }
    var markup = Markup()
    let over = divisor == 1 ? "" : ", over \(n(divisor))"
    let formula = cases.areWeighted ? "softmax · Σ weight·target − weight·target" : "softmax − target"
    let place = cases.count > 1 ? "the x of case \(cases.name(position))" : "x"
    markup.line("The gradient with respect to \(place): \(formula)\(over).")
    markup.append(table.markup)
    markup.append(ExplanationTable.rest(one.x.count, shown, "class"))
    return markup
  }
}

/// The cases of a call of `cross_entropy`: rows of scores, each with what is wanted of it.
private struct CrossEntropyCases {
  struct Case {
    let x: [Double]
    /// Counted from 0; nil for an ignored case and for probabilities.
    let label: Int?
    /// What is wanted of each class, smoothed; all 0 for an ignored case.
    let target: [Double]
    let isIgnored: Bool
    let logSum: Double
    /// Σ target·x.
    let wanted: Double
    let loss: Double
  }

  let operands: [Tensor]
  let weights: [Double]
  let areWeighted: Bool
  let areProbabilities: Bool
  /// Whether each case wants one class and nothing else.
  let isPlain: Bool
  let count: Int
  private let operation: CrossEntropy
  private let labelShape: [Int]
  private let classes: Int
  /// From one class to the next.
  private let step: Int

  init(_ arguments: Arguments, _ operation: CrossEntropy) throws(Diagnostic) {
    var operands = [try arguments.tensor(0).detached, try arguments.tensor(1).detached]
    areWeighted = arguments.optional(2) != nil
    if areWeighted { operands.append(try arguments.tensor(2).detached) }
    self.operands = operands
    self.operation = operation
    let shape = operands[0].shape
    let axis = shape.rank == 1 ? 0 : 1
    classes = shape[axis]
    step = shape.strides[axis]
    var extents = shape.array
    extents.remove(at: axis)
    labelShape = extents
    count = extents.reduce(1, *)
    areProbabilities = operands[1].shape == shape
    isPlain = !areProbabilities && operation.labelSmoothing == 0
    weights = areWeighted ? operands[2].elements : [Double](repeating: 1, count: classes)
  }

  /// The flat position of a class's score.
  func logit(_ position: Int, _ c: Int) -> Int {
    let (outer, inner) = position.quotientAndRemainder(dividingBy: step)
    return (outer * classes + c) * step + inner
  }

  func position(_ index: [Int]) -> Int {
    zip(index, labelShape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  func name(_ position: Int) -> String {
    guard labelShape.count > 1 else { return "\(position + 1)" }
    var (rest, index) = (position, [Int]())
    for extent in labelShape.reversed() {
      index.insert(rest % extent, at: 0)
      rest /= extent
    }
    return "[\(WindowTable.index(index))]"
  }

  subscript(position: Int) -> Case {
    let x = (0..<classes).map { operands[0].element(logit(position, $0)) }
    let number = areProbabilities ? 0 : operands[1].element(position)
    let isIgnored = !areProbabilities && number == Double(operation.ignoredLabel)
    let label = areProbabilities || isIgnored ? nil : Int(clamping: number) - operation.firstLabel
    let smoothing = operation.labelSmoothing
    let target = (0..<classes).map { c in
      guard !isIgnored else { return 0.0 }
      let plain = areProbabilities ? operands[1].element(logit(position, c)) : c == label ? 1 : 0
      return smoothing == 0 ? plain : (1 - smoothing) * plain + smoothing / Double(classes)
    }
    let largest = x.max() ?? 0
    let logSum = largest + Double.log(x.reduce(0) { $0 + Double.exp($1 - largest) })
    var (wanted, loss) = (0.0, 0.0)
    for c in 0..<classes where areProbabilities || target[c] != 0 {
      wanted += target[c] * x[c]
      loss += weights[c] * target[c] * (logSum - x[c])
    }
    return Case(
      x: x, label: label, target: target, isIgnored: isIgnored, logSum: logSum, wanted: wanted, loss: loss)
  }

  /// What the mean divides by.
  var divisor: Double {
    guard !areProbabilities else { return Double(count) }
    return (0..<count).reduce(0) { sum, position in
      let number = operands[1].element(position)
      return number == Double(operation.ignoredLabel)
        ? sum : sum + weights[Int(clamping: number) - operation.firstLabel]
    }
  }
}
