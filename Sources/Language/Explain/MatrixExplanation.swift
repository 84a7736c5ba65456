import Engine

/// One number of an operation on whole matrices: what it is, and its derivatives by the elements.
struct MatrixExplanation: OperationExplanation {
  let type: String
  /// What the number is, in a line or two.
  private let sentences: @Sendable (ExplainedElement) throws(TensorError) -> [String]

  init<Op: Engine.Operation>(
    _ type: Op.Type, _ sentences: @escaping @Sendable (ExplainedElement) throws(TensorError) -> [String]
  ) {
    self.type = "\(type)"
    self.sentences = sentences
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    for sentence in try sentences(element) { markup.line(sentence) }
    let output = element.output
    markup.append(
      try MatrixExplanation.derivatives(element) { shape in
        zip(output, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
      })
    return markup
  }

  /// The derivatives of one number of a result by the operands' elements, beside the numeric ones.
  /// - Parameter place: the flat position of the number in the result.
  static func derivatives(
    _ element: ExplainedElement, at place: (Shape) -> Int
  ) throws(TensorError) -> Markup {
    let operation = element.operation
    let operands = element.operands.map(\.tensor)
    let output = place(try operation.resultShape(of: operands))
    let analytic = try AnalyticDerivatives(operation, operands, of: output, element.execution)
    let numeric = try NumericDerivatives(operation, operands, element.execution)
    var table = ExplanationTable(["", "value", "derivative", "numeric"])
    var (count, shown): (Int, [Int]) = (0, [])
    for (operand, own) in element.operands.enumerated() {
      let lines = ExplanationTable.shown(own.tensor.count)
      for position in lines {
        table.add([
          own.place(own.tensor.shape.indices(position)),
          ExplainedElement.number(own.tensor.element(position)),
          ExplainedElement.number(analytic(by: position, operand: operand)),
          try numeric.text(of: output, by: position, operand: operand),
        ])
      }
      count += own.tensor.count
      shown += lines
    }
    var markup = table.markup
    markup.append(ExplanationTable.rest(count, shown, "element"))
    return markup
  }
}

extension MatrixExplanation {
  static let all: [MatrixExplanation] = [
    .init(Determinant.self) { element throws(TensorError) in
      let x = element.operands[0]
      let n = x.tensor.shape[x.tensor.rank - 1]
      guard n > 0 else { return ["An empty matrix has the determinant 1."] }
      let derivatives = try AnalyticDerivatives(
        element.operation, [x.tensor], of: flat(element.output, in: x.tensor.shape), element.execution)
      let row = (0..<n).map { column in
        x.tensor.position(element.output + [0, column])
      }
      let products = row.map { x.tensor.element($0) * derivatives(by: $0) }
      return [
        "Along the first row, each element times its cofactor: \(ExplainedElement.sum(products)) = \(element.value)",
        "The derivative with respect to an element is its cofactor.",
      ]
    },
    .init(Inverse.self) { element throws(TensorError) in
      let (row, column) = (element.output[element.output.count - 2], element.output[element.output.count - 1])
      return [
        "Row \(row + 1) of the inverse times each column of \(element.operands[0].name) gives 1 for column \(row + 1), else 0.",
        "The derivatives are the products −[\(row + 1), i] · [j, \(column + 1)] of the inverse's elements.",
      ]
    },
    .init(Solve.self) { element throws(TensorError) in
      let (a, b) = (element.operands[0].name, element.operands[1].name)
      return ["It is part of the x for which \(a) @ x is \(b)."]
    },
  ]

  /// The flat position of a matrix of a batch.
  private static func flat(_ batch: [Int], in shape: Shape) -> Int {
    zip(batch, shape.array).reduce(0) { $0 * $1.1 + $1.0 }
  }
}

/// The sum of a diagonal.
struct TraceExplanation: OperationExplanation {
  let type = "\(Trace.self)"

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    let x = element.operands[0]
    let count = min(x.tensor.shape[0], x.tensor.shape[1])
    let numbers = (0..<count).lazy.map { x.tensor.element(at: [$0, $0]) }
    var markup = element.title
    markup.line("The sum of \(Formatter.count(count, "element")) on the diagonal of \(x.name):")
    markup.line("sum  \(ExplainedElement.sum(numbers)) = \(element.value)")
    markup.line("The derivative with respect to an element of the diagonal is 1, to any other 0.", .dim)
    return markup
  }
}
