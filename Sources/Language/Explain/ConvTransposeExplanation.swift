import Engine

/// One number of a transposed convolution: which numbers of the picture spread to it, by which weights.
struct ConvTransposeExplanation: OperationExplanation {
  let type = "\(ConvTranspose.self)"

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    guard let operation = element.operation as? ConvTranspose else { return markup }
    let (x, weights) = (element.operands[0], element.operands[1])
    let terms = try operation.terms(at: element.output, picture: x.tensor.shape, kernel: weights.tensor.shape)
    let n = ExplainedElement.number
    let bias = element.operands.count > 2 ? element.operands[2].tensor : nil
    guard !terms.isEmpty else {
      markup.line("No number of the picture spreads to here\(bias == nil ? "" : ": this is the bias alone").")
      return markup
    }
    let products = terms.map { x.tensor.element(at: $0.picture) * weights.tensor.element(at: $0.weight) }
    let verb = terms.count == 1 ? "spreads" : "spread"
    markup.line("\(Formatter.count(terms.count, "number")) of the picture \(verb) to here:")
    var table = ExplanationTable(["picture", "number", "weight", "number", "product"])
    let shown = ExplanationTable.shown(terms.count)
    for position in shown {
      let term = terms[position]
      table.add([
        x.place(term.picture), n(x.tensor.element(at: term.picture)), weights.place(term.weight),
        n(weights.tensor.element(at: term.weight)), n(products[position]),
      ])
    }
    markup.append(table.markup)
    markup.append(ExplanationTable.rest(terms.count, shown, "product"))
    var sum = ExplainedElement.sum(products)
    if let bias {
      let channel = element.output.count > 2 ? element.output[element.output.count - 3] : 0
      sum += " + bias \(n(bias.element(min(channel, bias.count - 1))))"
    }
    markup.line(.init("sum  \(sum) = "), .init(element.value, .number))
    markup.line("The derivative with respect to a number is its weight, and the other way round.", .dim)
    return markup
  }
}
