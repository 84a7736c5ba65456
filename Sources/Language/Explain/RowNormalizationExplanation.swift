import Engine

/// One number of a group or layer normalisation: the mean and the variance of the numbers that are normalised together, the
/// number less the one and over the root of the other, scaled and moved.
struct RowNormalizationExplanation: OperationExplanation {
  let type: String
  /// What the numbers are called that are normalised together.
  private let described: @Sendable (ExplainedElement) -> String

  static let all = [
    RowNormalizationExplanation(type: "\(GroupNorm.self)") { element in
      let shape = element.operands[0].tensor.shape
      guard let groups = (element.operation as? GroupNorm)?.groups else { return "" }
      let isBatch = shape.rank == 2 || shape.rank == 4
      let (axis, channel) = isBatch ? (1, element.output[1]) : (0, element.output[0])
      let group = channel / (shape[axis] / groups) + 1
      return "Group \(group) of \(groups)\(isBatch ? " in case \(element.output[0] + 1)" : "")"
    },
    RowNormalizationExplanation(type: "\(LayerNorm.self)") { element in
      guard let shape = (element.operation as? LayerNorm)?.normalizedShape else { return "" }
      return "Along the last \(Formatter.count(shape.rank, "dimension")), \(shape)"
    },
  ]

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    guard let operation = element.operation as? any RowNormalization else { return element.title }
    let operands = element.operands.map(\.tensor)
    let x = operands[0]
    let own = x.position(element.output)
    let (elements, weight) = try operation.row(of: own, x.shape)
    let count = Double(elements.count)
    let mean = elements.reduce(0) { $0 + x.element($1) } / count
    let variance =
      elements.reduce(0) { $0 + (x.element($1) - mean) * (x.element($1) - mean) } / count
    let root = (variance + operation.epsilon).squareRoot()
    let normalized = (x.element(own) - mean) / root
    let n = ExplainedElement.number
    var markup = element.title
    markup.line("\(described(element)), \(Formatter.count(elements.count, "number")):")
    markup.line("  mean \(n(mean)), variance \(n(variance))")
    markup.line("  x − mean = \(n(x.element(own))) − \(n(mean)) = \(n(x.element(own) - mean))")
    markup.line("  over √(\(n(variance)) + \(n(operation.epsilon))) = \(n(root)): \(n(normalized))")
    if operands.count > 1 {
      let bias = operands.count > 2 ? " + bias \(n(operands[2].element(weight)))" : ""
      markup.line("  · weight \(n(operands[1].element(weight)))\(bias) = \(element.value)")
    }
    markup.append(try derivatives(element, own, elements))
    return markup
  }

  /// The derivatives by the number itself and by the first others of its row.
  private func derivatives(
    _ element: ExplainedElement, _ own: Int, _ elements: Range<Int>
  ) throws(TensorError) -> Markup {
    let operands = element.operands.map(\.tensor)
    var table = ExplanationTable(["by x", "derivative", "numeric"])
    let analytic = try AnalyticDerivatives(element.operation, operands, of: own, element.execution)
    let numeric = try NumericDerivatives(element.operation, operands, element.execution)
    for position in [own] + elements.lazy.filter({ $0 != own }).prefix(3) {
      table.add(
        [
          "[\(WindowTable.index(operands[0].shape.indices(position)))]",
          ExplainedElement.number(analytic(by: position)), try numeric.text(of: own, by: position),
        ], isMarked: position == own)
    }
    var markup = table.markup
    markup.line("The mean and the variance depend on all of these numbers, and so do the derivatives.", .dim)
    return markup
  }
}
