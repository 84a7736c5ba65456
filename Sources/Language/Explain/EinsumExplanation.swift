import Engine

/// One number of an equation of einsum: the products that meet there, and their sum.
struct EinsumExplanation: OperationExplanation {
  let type = "\(Einsum.self)"

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    guard let operation = element.operation as? Einsum else { return element.title }
    let operands = element.operands
    let terms = try operation.terms(of: operands.map(\.tensor.shape), at: element.output)
    func product(_ term: Int) -> Double {
      zip(operands, terms.places(term)).reduce(1) { $0 * $1.0.tensor.element(at: $1.1) }
    }
    var markup = element.title
    let letters = terms.summed
    markup.line(
      letters.isEmpty
        ? "One product of the elements that meet here:"
        : "A product for each \(letters.joined(separator: ", ")), which the result lacks:")
    var table = ExplanationTable(["", "", "product"])
    let shown = ExplanationTable.shown(terms.count)
    for term in shown {
      let places = zip(operands, terms.places(term))
      table.add([
        places.map { $0.place($1) }.joined(separator: " · "),
        places.map { ExplainedElement.number($0.tensor.element(at: $1)) }.joined(separator: " · "),
        ExplainedElement.number(product(term)),
      ])
    }
    markup.append(table.markup)
    markup.append(ExplanationTable.rest(terms.count, shown, "product"))
    let sum = ExplainedElement.sum((0..<terms.count).lazy.map(product))
    if terms.count != 1 { markup.line(.init("sum  \(sum) = "), .init(element.value, .number)) }
    markup.line(
      operands.count == 1
        ? "Derivatives: 1 with respect to each element that is summed."
        : "Derivatives: with respect to each factor, the product of the others, summed over its uses.", .dim)
    return markup
  }
}

/// A block of a Kronecker product: one element of each.
struct KronExplanation: OperationExplanation {
  let type = "\(Kron.self)"

  func explain(_ element: ExplainedElement) -> Markup {
    let (a, b) = (element.operands[0], element.operands[1])
    let rank = element.output.count
    func extents(_ tensor: Tensor) -> [Int] {
      [Int](repeating: 1, count: rank - tensor.rank) + tensor.shape.array
    }
    let inner = extents(b.tensor)
    let ofA = zip(element.output, inner).map { $0 / $1 }, ofB = zip(element.output, inner).map { $0 % $1 }
    let (placeA, placeB) = (Array(ofA.suffix(a.tensor.rank)), Array(ofB.suffix(b.tensor.rank)))
    let n = ExplainedElement.number
    var markup = element.title
    markup.line(
      .init(a.place(placeA), .code), .init(" · "), .init(b.place(placeB), .code),
      .init(" = \(n(a.tensor.element(at: placeA))) · \(n(b.tensor.element(at: placeB)))"))
    markup.line("Derivatives: with respect to each factor, the other one.", .dim)
    return markup
  }
}
