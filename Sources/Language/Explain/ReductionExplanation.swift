import Engine

/// The elements that one number of a reduction was made of, in order, as far as a sentence speaks of them.
struct ReducedElements {
  /// A tensor with these elements alone, of the operand's rank, in float64.
  let tensor: Tensor
  /// Where it lies in the operand: the index of its first element, counted from 0.
  private let start: [Int]
  let axes: [Int]

  /// - Parameter output: the index of the number in the result, counted from 0.
  init(_ operation: any Engine.Operation, of x: Tensor, output: [Int]) throws(TensorError) {
    var named: [Int] = []
    var keepsDimensions = false
    if let reduction = operation as? any AxisReduction {
      (named, keepsDimensions) = (reduction.axes, reduction.keepDimensions)
    } else if let search = operation as? any ExtremumPlace {
      (named, keepsDimensions) = (search.axis.map { [$0] } ?? [], search.keepDimensions)
    }
    axes = named.isEmpty ? Array(0..<x.rank) : named.sorted()
    var rest = keepsDimensions ? [] : output
    var (parts, start): ([Slice.Part], [Int]) = ([], [])
    for axis in 0..<x.rank {
      if axes.contains(axis) {
        parts.append(.all)
        start.append(0)
      } else {
        start.append(keepsDimensions ? output[axis] : rest.removeFirst())
        parts.append(.range(start: start[axis], count: 1))
      }
    }
    self.start = start
    tensor = try Slice(parts).apply([x]).converted(to: .float64)
  }

  var count: Int { tensor.count }
  var numbers: some Sequence<Double> { (0..<tensor.count).lazy.map(tensor.element) }
  var sum: Double { numbers.reduce(0, +) }
  var mean: Double { sum / Double(count) }
  var squares: Double {
    let mean = mean
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// The index in the operand, counted from 0.
  func index(_ position: Int) -> [Int] { zip(start, tensor.shape.indices(position)).map { $0 + $1 } }

  /// `4 elements along dimension 1`, `all 6 elements`.
  var described: String {
    let elements = Formatter.count(count, "element")
    if axes.count == tensor.rank { return tensor.rank == 0 ? "a single number" : "all \(elements)" }
    let dimensions = axes.map { String($0 + 1) }.joined(separator: " and ")
    return "the \(elements) along dimension\(axes.count == 1 ? "" : "s") \(dimensions)"
  }
}

/// One number of a reduction: its elements, what was made of them, and the share of the gradient that each gets.
struct ReductionExplanation: OperationExplanation {
  let type: String
  /// What was made of the elements of an operand called so; the position of the one that was picked, if one was.
  typealias Sentence =
    @Sendable (
      _ elements: ReducedElements, _ operand: ExplainedElement.Operand, _ value: String
    ) -> (picked: Int?, lines: [String])

  private let derivative: String?
  private let showsMean: Bool
  private let sentence: @Sendable (any Engine.Operation) -> Sentence?

  /// - Parameters:
  ///   - derivative: the derivative by an element as a formula; nil where there is none.
  ///   - showsMean: whether each element is shown less the mean.
  init<Op: Engine.Operation>(
    _ type: Op.Type, derivative: String?, showsMean: Bool = false,
    _ sentence: @escaping @Sendable (Op) -> Sentence
  ) {
    self.type = "\(type)"
    self.derivative = derivative
    self.showsMean = showsMean
    self.sentence = { ($0 as? Op).map(sentence) }
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    let operand = element.operands[0]
    let elements = try ReducedElements(element.operation, of: operand.tensor, output: element.output)
    var markup = element.title
    guard let sentence = sentence(element.operation) else { return markup }
    let (picked, lines) = sentence(elements, operand, element.value)
    markup.line("Of \(elements.described):")
    markup.append(try table(element, elements, picked))
    for line in lines { markup.line(line) }
    markup.line(
      derivative.map { "The derivative with respect to an element x is \($0)." }
        ?? (element.operation is any ExtremumPlace ? "An index has no gradient." : "There is no gradient."),
      .dim)
    return markup
  }

  private func table(
    _ element: ExplainedElement, _ elements: ReducedElements, _ picked: Int?
  ) throws(TensorError) -> Markup {
    let operand = element.operands[0]
    let titles = [
      ["", "value"], showsMean ? ["x − mean"] : [], derivative == nil ? [] : ["derivative", "numeric"],
    ]
    var table = ExplanationTable(titles.flatMap(\.self))
    let shown = ExplanationTable.shown(elements.count, with: picked)
    let operands = [elements.tensor]
    let numeric = try NumericDerivatives(element.operation, operands, element.execution)
    let analytic =
      derivative == nil ? nil : try AnalyticDerivatives(element.operation, operands, of: 0, element.execution)
    let mean = showsMean ? elements.mean : 0
    for position in shown {
      let number = elements.tensor.element(position)
      var cells = [operand.place(elements.index(position)), ExplainedElement.number(number)]
      if showsMean { cells.append(ExplainedElement.number(number - mean)) }
      if let analytic {
        cells += [ExplainedElement.number(analytic(by: position)), try numeric.text(of: 0, by: position)]
      }
      table.add(cells, isMarked: position == picked)
    }
    var markup = table.markup
    markup.append(ExplanationTable.rest(elements.count, shown, "element"))
    return markup
  }
}
