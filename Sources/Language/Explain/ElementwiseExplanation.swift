import Engine

/// What is to be said of an element-wise operation on some numbers.
struct ElementwiseSentence {
  /// The value in the operands' letters, for example `a / b`; nil where there is no formula but a choice.
  var formula: String?
  /// The derivative by each operand, in letters too; nil for one that has none, empty where no operand has.
  var derivatives: [String?]
  /// What these numbers are an example of: a choice, a kink, a tie, a jump. A letter stands in braces: `{a}`.
  var remark: String?

  init(_ formula: String?, derivatives: String?..., remark: String? = nil) {
    (self.formula, self.derivatives, self.remark) = (formula, derivatives, remark)
  }

  /// Whether there is a derivative by an operand.
  func hasDerivative(_ operand: Int) -> Bool { operand < derivatives.count && derivatives[operand] != nil }
}

/// One element of an element-wise operation: which elements met, the formula with their numbers, the derivatives.
struct ElementwiseExplanation: OperationExplanation {
  let type: String
  private let sentence: @Sendable (any Engine.Operation, [Double]) -> ElementwiseSentence?

  /// - Parameter sentence: what is said of the operation on its operands' numbers.
  init<Op: Engine.Operation>(
    _ type: Op.Type, _ sentence: @escaping @Sendable (Op, [Double]) -> ElementwiseSentence
  ) {
    self.type = "\(type)"
    self.sentence = { operation, numbers in (operation as? Op).map { sentence($0, numbers) } }
  }

  /// An operation of which nothing is to be said but its formulas.
  init<Op: Engine.Operation>(_ type: Op.Type, _ formula: String, derivatives: String...) {
    self.init(type) { _, _ in
      var sentence = ElementwiseSentence(formula)
      sentence.derivatives = derivatives
      return sentence
    }
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    let indices = element.operands.map { $0.tensor.index(meeting: element.output) }
    let numbers = zip(element.operands, indices).map { $0.tensor.element(at: $1) }
    guard let sentence = sentence(element.operation, numbers) else { return element.title }
    let roles = ElementwiseExplanation.roles(element.operands.count)
    let letters = ElementwiseExplanation.letters(element.operands, roles)
    // A number that the program spells out needs no line of its own beside others that a derivative is taken by, unless
    // it may be the very one that was chosen.
    let isOfLiterals =
      element.operation is Where
      || element.operands.indices.allSatisfy { element.operands[$0].isLiteral || !sentence.hasDerivative($0) }
    let told = element.operands.indices.filter { isOfLiterals || !element.operands[$0].isLiteral }
    var markup = element.title
    markup.append(try table(element, told, indices, numbers, sentence, letters))
    let own = Array(zip(roles, letters))
    if let formula = sentence.formula {
      let lettered = Formula(formula).replacing(own)
      let filled = Formula(formula).filling(roles, numbers)
      let parts = lettered == filled ? [lettered] : [lettered, filled]
      markup.line(.init(parts.joined(separator: " = ") + " = "), .init(element.value, .number))
    }
    if let remark = sentence.remark {
      markup.line(own.reduce(remark) { $0.replacing("{\($1.0)}", with: $1.1) })
    }
    markup.append(derivatives(sentence, told, own))
    markup.append(try repetitions(element, sentence, letters))
    return markup
  }

  /// What the sentences call so many operands.
  private static func roles(_ count: Int) -> [String] {
    switch count {
    case 1: ["x"]
    case 2: ["a", "b"]
    default: ["condition", "a", "b"]
    }
  }

  /// What formulas call the operands: by the program's own names, where they are plain names or numbers.
  private static func letters(_ operands: [ExplainedElement.Operand], _ roles: [String]) -> [String] {
    if operands.allSatisfy(\.isLiteral) { return roles }
    let names = operands.map(\.name)
    let arePlain = operands.allSatisfy { $0.isLiteral || Formula($0.name).isWord }
    if arePlain && Set(names).count == names.count { return names }
    // A formula in a and b would mislead where b is the left one, or a part of it.
    let isMisleading = zip(names, roles).contains { name, role in
      name != role && Formula(name).words.contains(where: roles.contains)
    }
    var others = ["u", "v"]
    return zip(operands, roles).map { operand, role in
      let letter = isMisleading && role != "condition" ? others.removeFirst() : role
      return operand.isLiteral ? operand.name : letter
    }
  }

  private func table(
    _ element: ExplainedElement, _ told: [Int], _ indices: [[Int]], _ numbers: [Double],
    _ sentence: ElementwiseSentence, _ letters: [String]
  ) throws(TensorError) -> Markup {
    var table = ExplanationTable(
      ["", "value"] + (sentence.derivatives.isEmpty ? [] : ["derivative", "numeric"]))
    var scalars: [Tensor] = []
    for number in numbers { scalars.append(try Tensor(number, .float64)) }
    let analytic = try AnalyticDerivatives(element.operation, scalars, of: 0, element.execution)
    let numeric = try NumericDerivatives(element.operation, scalars, element.execution)
    for position in told {
      let (operand, letter) = (element.operands[position], letters[position])
      let place = operand.place(indices[position])
      let name = operand.isLiteral ? letter : operand.name == letter ? place : "\(letter) = \(place)"
      var cells = [name, ExplainedElement.number(numbers[position])]
      if sentence.hasDerivative(position) {
        cells.append(ExplainedElement.number(analytic(by: 0, operand: position)))
        cells.append(try numeric.text(of: 0, by: 0, operand: position))
      } else if !sentence.derivatives.isEmpty {
        cells += ["·", "·"]
      }
      table.add(cells)
    }
    return table.markup
  }

  private func derivatives(
    _ sentence: ElementwiseSentence, _ told: [Int], _ letters: [(String, String)]
  ) -> Markup {
    var markup = Markup()
    let parts = told.compactMap { position in
      (position < sentence.derivatives.count ? sentence.derivatives[position] : nil).map {
        (letters[position].1, Formula($0).replacing(letters))
      }
    }
    if sentence.derivatives.isEmpty {
      markup.line("There is no gradient.", .dim)
    } else if parts.count == 1 {
      markup.line("The derivative with respect to \(parts[0].0) is \(parts[0].1).", .dim)
    } else {
      markup.line(
        "The derivative " + parts.map { "with respect to \($0.0) is \($0.1)" }.joined(separator: ", ") + ".",
        .dim)
    }
    return markup
  }

  /// What was repeated meets several elements, and its gradient gathers theirs.
  private func repetitions(
    _ element: ExplainedElement, _ sentence: ElementwiseSentence, _ letters: [String]
  ) throws(TensorError) -> Markup {
    var markup = Markup()
    let count = try element.operation.resultShape(element.operands.map(\.tensor.shape)).count
    for (position, (operand, letter)) in zip(element.operands, letters).enumerated()
    where operand.tensor.count < count {
      guard !operand.isLiteral, sentence.hasDerivative(position) else { continue }
      let who =
        operand.tensor.count == 1
        ? "\(letter) is repeated: it" : "Each element of \(letter) \(operand.tensor.shape)"
      let share = count / operand.tensor.count
      markup.line("\(who) is combined with \(share) elements, and its gradient is the sum of theirs.", .dim)
    }
    return markup
  }
}
