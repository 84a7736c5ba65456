import Engine

/// One number of a matrix product or of a fully connected layer: a row times a column, the products and their sum.
struct ProductExplanation: OperationExplanation {
  let type: String
  private let isLayer: Bool

  static let all = [
    ProductExplanation(type: "\(MatMul.self)", isLayer: false),
    ProductExplanation(type: "\(Linear.self)", isLayer: true),
  ]

  func explain(_ element: ExplainedElement) -> Markup {
    let (a, b) = (element.operands[0], element.operands[1])
    let count = a.tensor.shape[a.tensor.rank - 1]
    let pairs = (0..<count).lazy.map { isLayer ? layerPair($0, element) : productPair($0, element) }
    let products = pairs.map { a.tensor.element(at: $0.a) * b.tensor.element(at: $0.b) }
    let n = ExplainedElement.number
    var markup = element.title
    markup.line(lines(element))
    var table = ExplanationTable(["", "", "product"])
    let shown = ExplanationTable.shown(count)
    for position in shown {
      let (first, second) = pairs[position]
      let factors = "\(n(a.tensor.element(at: first))) · \(n(b.tensor.element(at: second)))"
      let places = "[\(WindowTable.index(first))] · [\(WindowTable.index(second))]"
      table.add([places, factors, n(products[position])])
    }
    markup.append(table.markup)
    markup.append(ExplanationTable.rest(count, shown, "product"))
    var sum = ExplainedElement.sum(products)
    if element.operands.count > 2 {
      let bias = element.operands[2]
      let index = bias.tensor.rank == 0 ? [] : [element.output.last ?? 0]
      sum += " + bias \(n(bias.tensor.element(at: index)))"
    }
    markup.line(.init("sum  \(sum) = "), .init(element.value, .number))
    let added = element.operands.count > 2 ? ", with respect to the bias 1" : ""
    markup.line("Derivatives: with respect to each factor, the other one\(added).", .dim)
    return markup
  }

  /// Which lines of the two meet.
  private func lines(_ element: ExplainedElement) -> String {
    let (a, b) = (element.operands[0], element.operands[1])
    if isLayer {
      let (input, neuron) = layerPlace(element)
      let row = input.last.map { "Row \($0 + 1) of \(a.name)" } ?? a.name
      let weights = neuron.map { "row \($0 + 1) of \(b.name)" } ?? b.name
      return "\(row) times \(weights), one product for each input:"
    }
    let (row, column) = place(element)
    let left = row.map { "Row \($0 + 1) of \(a.name)" } ?? a.name
    let right = column.map { "column \($0 + 1) of \(b.name)" } ?? b.name
    return "\(left) times \(right):"
  }

  /// The row of the left operand and the column of the right one; nil for a vector.
  private func place(_ element: ExplainedElement) -> (row: Int?, column: Int?) {
    var rest = element.output
    let column = element.operands[1].tensor.rank > 1 ? rest.popLast() : nil
    let row = element.operands[0].tensor.rank > 1 ? rest.popLast() : nil
    return (row, column)
  }

  private func productPair(_ step: Int, _ element: ExplainedElement) -> (a: [Int], b: [Int]) {
    let (a, b) = (element.operands[0].tensor, element.operands[1].tensor)
    let (row, column) = place(element)
    let batch = element.output.dropLast((row == nil ? 0 : 1) + (column == nil ? 0 : 1))
    func whole(_ tensor: Tensor, _ matrix: [Int]) -> [Int] {
      let extents = tensor.shape.array.dropLast(matrix.count)
      return zip(extents, batch.suffix(extents.count)).map { $0 == 1 ? 0 : $1 } + matrix
    }
    return (whole(a, (row.map { [$0] } ?? []) + [step]), whole(b, [step] + (column.map { [$0] } ?? [])))
  }

  private func layerPair(_ step: Int, _ element: ExplainedElement) -> (a: [Int], b: [Int]) {
    let (input, neuron) = layerPlace(element)
    return (input + [step], (neuron.map { [$0] } ?? []) + [step])
  }

  /// Which input of a batch, and which of the layer's neurons; nil where the weights are those of only one.
  private func layerPlace(_ element: ExplainedElement) -> (input: [Int], neuron: Int?) {
    guard element.operands[1].tensor.rank > 1 else { return (element.output, nil) }
    return (Array(element.output.dropLast()), element.output.last)
  }
}
