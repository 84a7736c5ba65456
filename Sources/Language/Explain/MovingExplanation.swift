import Engine

/// Where an element of a result came from that is an element of an operand, moved.
struct MovedElement {
  let element: ExplainedElement
  /// The operand that it came from, counted from 0, and its index there; nil for what no operand gave: a margin.
  let source: (operand: Int, index: [Int])?

  /// The operation is run on numbers that count the operands' elements, so that each result tells where it was.
  init(_ element: ExplainedElement) throws(TensorError) {
    self.element = element
    var (numbered, next): ([Tensor], Int) = ([], 1)
    for operand in element.operands {
      var numbers = try Tensor(zeros: operand.tensor.shape, .int64)
      for position in 0..<numbers.count {
        if position & 0xFFFF == 0 { try element.execution.checkCancelled() }
        try numbers.setElement(position, to: Double(next + position))
      }
      numbered.append(numbers)
      next += numbers.count
    }
    let moved = try MovedElement.moving(element.operation).apply(numbered, in: element.execution)
    var position = Int(clamping: moved.element(at: element.output)) - 1
    for (operand, tensor) in numbered.enumerated() where position >= 0 {
      guard position >= tensor.count else {
        source = (operand, tensor.shape.indices(position))
        return
      }
      position -= tensor.count
    }
    source = nil
  }

  /// The operation as far as it moves: a margin that no element's number can be taken for, and no change of type.
  private static func moving(_ operation: any Engine.Operation) -> any Engine.Operation {
    if let pad = operation as? Pad { return Pad(pad.sides) }
    return operation is Convert ? Flip([]) : operation
  }
}

/// An operation that moves elements about: where the element was before.
struct MovingExplanation: OperationExplanation {
  let type: String
  /// What is said of an element that no operand gave.
  private let outside: String
  /// How the operation moves, in a line; nil where nothing more is to be said.
  private let sentence: @Sendable (any Engine.Operation, MovedElement) -> String?

  init<Op: Engine.Operation>(
    _ type: Op.Type, outside: String = "It is in the padding: no element, and no gradient.",
    _ sentence: @escaping @Sendable (Op, MovedElement) -> String? = { _, _ in nil }
  ) {
    self.type = "\(type)"
    self.outside = outside
    self.sentence = { operation, moved in (operation as? Op).flatMap { sentence($0, moved) } }
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    let moved = try MovedElement(element)
    var markup = element.title
    guard let source = moved.source else {
      markup.line(outside)
      return markup
    }
    let operand = element.operands[source.operand]
    let what = operand.isLiteral ? "the number \(operand.name)" : operand.place(source.index)
    markup.line(.init("This is "), .init(what, .code), .init("; the whole gradient goes there."))
    if let line = sentence(element.operation, moved) { markup.line(line) }
    // What a part was assigned to is not there any more.
    guard !(element.operation is Assign || element.operation is MaskedAssign) else { return markup }
    markup.append(ExplainedElement.marked(operand, at: source.index))
    return markup
  }
}

extension MovingExplanation {
  static let all: [MovingExplanation] = [
    .init(Reshape.self) { _, moved in keepsOrder(moved) },
    .init(Flatten.self) { _, moved in keepsOrder(moved) },
    .init(Permute.self) { operation, _ in
      let order = operation.order.map { String($0 + 1) }.joined(separator: ", ")
      return "The dimensions of the result are \(order) of the operand."
    },
    .init(Transpose.self) { operation, moved in
      let rank = moved.element.output.count
      let axes = operation.axes ?? [rank - 2, rank - 1]
      return "Dimensions \(axes[0] + 1) and \(axes[1] + 1) are swapped."
    },
    .init(Flip.self) { operation, _ in
      let dimensions = operation.axes.map { String($0 + 1) }.joined(separator: " and ")
      return "The order is reversed along dimension\(operation.axes.count == 1 ? "" : "s") \(dimensions)."
    },
    .init(Roll.self) { operation, _ in
      let way = operation.axis.map { "along dimension \($0 + 1)" } ?? "in order"
      return "Elements move on by \(operation.shift) \(way), and come in again at the other end."
    },
    .init(Rot90.self) { operation, _ in
      let turns = ["Nothing is turned.", "A quarter turn counter-clockwise.", "Half a turn."]
      return operation.turns < 3 ? turns[operation.turns] : "A quarter turn clockwise."
    },
    .init(Pad.self) { operation, _ in
      let names = ["left", "right", "top", "bottom"]
      let sides = zip(names, operation.sides).map { "\($0) \($1)" }.joined(separator: ", ")
      return "The margin: \(sides)."
    },
    .init(Diag.self, outside: "It is beside the diagonal: 0, and no gradient.") { operation, moved in
      moved.element.output.count == 1 ? "It is number \(moved.element.output[0] + 1) on the diagonal." : nil
    },
    .init(Tril.self, outside: "It is right of the diagonal: 0, and no gradient."),
    .init(Triu.self, outside: "It is left of the diagonal: 0, and no gradient."),
    .init(Repeat.self) { operation, _ in
      let counts = operation.counts.map(String.init).joined(separator: " × ")
      return "The operand is repeated \(counts) times, and gets the gradients of all its copies."
    },
    .init(Slice.self),
    .init(MaskedSelect.self) { operation, moved in
      let number = (moved.element.output.dropFirst(operation.axis).first ?? 0) + 1
      return "The mask is true there for the \(Formatter.ordinal(number)) time."
    },
    .init(Concatenate.self) { operation, moved in
      guard let source = moved.source else { return nil }
      let before = moved.element.operands[..<source.operand].reduce(0) {
        $0 + $1.tensor.shape[operation.axis]
      }
      return "Along dimension \(operation.axis + 1), \(before) come before \(ordinal(source.operand))."
    },
    .init(Stack.self) { operation, moved in
      moved.source.map {
        "The new dimension \(operation.axis + 1) selects the tensor: here \(ordinal($0.operand))."
      }
    },
    .init(Convert.self) { operation, moved in
      guard let source = moved.source, operation.target == .float32 else { return nil }
      let number = moved.element.operands[source.operand].tensor.element(at: source.index)
      let rounded = Double(Float(number))
      guard rounded != number, !number.isNaN else { return nil }
      return "float32 keeps about 7 digits: \(number) becomes \(rounded)."
    },
    .init(Assign.self) { _, moved in assignment(moved) },
    .init(MaskedAssign.self) { operation, moved in
      guard let source = moved.source else { return nil }
      return source.operand == 1
        ? "The mask is true here, and an assignment put it there."
        : "The mask is false here, so it stayed as it was."
    },
  ]

  private static func assignment(_ moved: MovedElement) -> String? {
    moved.source.map {
      $0.operand == 1 ? "An assignment put it there." : "The assignment of a part left it as it was."
    }
  }

  private static func keepsOrder(_ moved: MovedElement) -> String? {
    guard let source = moved.source else { return nil }
    let number = moved.element.operands[source.operand].tensor.position(source.index) + 1
    return "Elements keep their order: it is number \(number) here and there."
  }

  /// `tensor 2`, counted from 1.
  private static func ordinal(_ operand: Int) -> String { "tensor \(operand + 1)" }
}

/// A row with a single 1, at the class's place.
struct OneHotExplanation: OperationExplanation {
  let type = "\(OneHot.self)"

  func explain(_ element: ExplainedElement) -> Markup {
    let operand = element.operands[0]
    let index = Array(element.output.dropLast())
    // The operation counts classes from 0.
    let label = Int(clamping: operand.tensor.element(at: index)) + 1
    let place = (element.output.last ?? 0) + 1
    var markup = element.title
    markup.line(
      .init(operand.place(index), .code),
      .init(" is class \(label), so the 1 of its row is number \(label); this is number \(place)."))
    markup.line("There is no gradient.", .dim)
    return markup
  }
}
