import Engine

/// A number that is one of an operand's elements, or an index of one, because of its place in an order or by its name.
struct PickedExplanation: OperationExplanation {
  let type: String
  /// The operand's element that is spoken of, its index counted from 0, and what is said of it.
  typealias Picking = @Sendable (ExplainedElement) throws(TensorError) -> (index: [Int], sentence: Markup)
  private let pick: @Sendable (any Engine.Operation) -> Picking?

  init<Op: Engine.Operation>(_ type: Op.Type, _ pick: @escaping @Sendable (Op) -> Picking) {
    self.type = "\(type)"
    self.pick = { ($0 as? Op).map(pick) }
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    guard let (index, sentence) = try pick(element.operation)?(element) else { return markup }
    markup.append(sentence)
    markup.append(ExplainedElement.marked(element.operands[0], at: index))
    return markup
  }

  static let all: [PickedExplanation] = [
    .init(Sort.self) { operation in
      { element throws(TensorError) in
        let index = try place(element, operation.axis, descending: operation.descending)
        let order = order(element, operation.axis, descending: operation.descending)
        var markup = Markup()
        markup.line(
          .init("This is "), .init(element.operands[0].place(index), .code), .init(", \(order)."))
        markup.line("The whole gradient goes there.")
        return (index, markup)
      }
    },
    .init(ArgSort.self) { operation in
      { element throws(TensorError) in
        let index = try place(element, operation.axis, descending: operation.descending)
        let operand = element.operands[0]
        let order = order(element, operation.axis, descending: operation.descending)
        var markup = Markup()
        markup.line(
          .init(operand.place(index), .code), .init(" = "),
          .init(ExplainedElement.number(operand.tensor.element(at: index)), .number), .init(" is \(order)."))
        markup.line("An index has no gradient.", .dim)
        return (index, markup)
      }
    },
    .init(TakeAlong.self) { operation in
      { element throws(TensorError) in
        let (x, indices) = (element.operands[0], element.operands[1])
        let named = Int(clamping: indices.tensor.element(at: element.output))
        var index = element.output
        if !index.isEmpty { index[operation.axis] = named - operation.firstIndex }
        var markup = Markup()
        markup.line(
          .init(indices.place(element.output), .code), .init(" is \(named), so this is "),
          .init(x.place(index), .code), .init("; the whole gradient goes there."))
        return (index, markup)
      }
    },
  ]

  /// Where the element of the sorted order stood.
  private static func place(
    _ element: ExplainedElement, _ axis: Int, descending: Bool
  ) throws(TensorError) -> [Int] {
    var index = element.output
    guard !index.isEmpty else { return index }
    let x = element.operands[0].tensor.detached
    let places = try ArgSort(axis: axis, descending: descending).apply([x], in: element.execution)
    index[axis] = Int(clamping: places.element(at: element.output))
    return index
  }

  private static func order(_ element: ExplainedElement, _ axis: Int, descending: Bool) -> String {
    guard !element.output.isEmpty else { return "the only element" }
    return
      "number \(element.output[axis] + 1) in \(descending ? "descending" : "ascending") order along dimension "
      + "\(axis + 1)"
  }
}

/// A quantile: the two elements that it lies between, and how much it takes of each.
struct QuantileExplanation: OperationExplanation {
  let type = "\(Quantile.self)"

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    guard let operation = element.operation as? Quantile else { return markup }
    let operand = element.operands[0]
    let output = operation.isList ? Array(element.output.dropFirst()) : element.output
    let share = operation.shares[operation.isList ? element.output[0] : 0]
    let elements = try ReducedElements(operation, of: operand.tensor, output: output)
    let position = Quantile.Position(share, of: elements.count, operation.interpolation)
    let row = try Reshape([-1]).apply([elements.tensor], in: element.execution)
    let places = try ArgSort(axis: 0).apply([row], in: element.execution)
    let exact = ExplainedElement.number(share * Double(elements.count - 1) + 1)
    markup.line(
      "Of \(elements.described): q · (n − 1) + 1 = \(exact) is its place in ascending order, counted from 1.")
    let single = Quantile(share, interpolation: operation.interpolation)
    let numeric = try NumericDerivatives(single, [row], element.execution)
    let analytic = try AnalyticDerivatives(single, [row], of: 0, element.execution)
    var table = ExplanationTable(["", "value", "derivative", "numeric"])
    let ends = position.lower == position.upper ? [position.lower] : [position.lower, position.upper]
    for end in ends {
      let place = Int(clamping: places.element(end))
      table.add([
        operand.place(elements.index(place)), ExplainedElement.number(row.element(place)),
        ExplainedElement.number(analytic(by: place)), try numeric.text(of: 0, by: place),
      ])
    }
    markup.append(table.markup)
    markup.line("The derivative with respect to an element is its weight, and to any other 0.", .dim)
    return markup
  }
}
