import Engine

/// A mask between brackets: its 1 and 0 say where something holds, and as places they would pick other elements.
extension Interpreter {
  /// - Parameters:
  ///   - mask: what stands between the brackets, and its node.
  ///   - index: the expression or assignment around it, of a part of `base`.
  func notAnIndex(
    _ mask: Value, _ node: Int32, of index: Int32, _ base: Value, isAlone: Bool, _ frame: Frame
  ) -> Diagnostic {
    let isComparison = Interpreter.comparisons.contains(frame.nodes[Int(node)].kind)
    let answer =
      if case .boolean = mask {
        "\(mask.briefly) says whether a condition is true"
      } else if isComparison {
        "a comparison says whether a condition is true"
      } else {
        "the 1 and 0 of a mask say where a condition is true"
      }
    return failure(
      .wrongType, "an index says which elements, but \(answer)", at: node, frame,
      help: isAlone
        ? replacement(mask, node, index, base, frame) : "where(condition, a, b) chooses between two")
  }

  private static let comparisons: Set<Node.Kind> = [
    .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual,
  ]

  /// The same with `where`, which needs a mask of the tensor's shape, and for an assignment one number.
  private func replacement(
    _ mask: Value, _ node: Int32, _ index: Int32, _ base: Value, _ frame: Frame
  ) -> String {
    let program = frame.program
    let condition = program.source.bareText(program.span(node))
    guard case .tensor(let tensor) = base, case .tensor(let answers) = mask, answers.shape == tensor.shape
    else {
      return "select in a loop with `if`: for e in x { if e > 0 { print(e) } }"
    }
    let whole = program.nodes[Int(index)]
    if whole.kind == .index {
      let name = program.source.text(program.span(whole.a))
      return "`where(\(condition), \(name), 0)` has 0 where it is false"
    }
    let name = program.names[Int(whole.c)]
    let value = program.entries(whole.b).first.map { program.source.text(program.span($0)) } ?? "0"
    return "`\(name) = where(\(condition), \(value), \(name))` assigns it where it is true"
  }
}

extension Value {
  /// Whether it says if something holds, and is no number to index with. What was made of comparisons and counts from 1
  /// on, with a 2 among it, can only be meant as places.
  var isAnswer: Bool {
    switch self {
    case .boolean: return true
    case .tensor(let tensor) where tensor.isMask && tensor.rank > 0:
      let elements = tensor.elements
      return tensor.rank > 1 || !elements.allSatisfy { $0 >= 1 } || !elements.contains { $0 >= 2 }
    default: return false
    }
  }

  /// Itself; of true and false, 1 and 0.
  var asNumber: Value { if case .boolean(let truth) = self { .number(truth ? 1 : 0) } else { self } }

  /// Whether an element of a literal is an answer, and may stand beside answers.
  var inLiteral: (isAnswer: Bool, goesWithAnswers: Bool) {
    switch self {
    case .boolean: (true, true)
    case .tensor(let tensor): (tensor.isMask, tensor.isMask)
    case .number(let number): (false, number == 0 || number == 1)
    default: (false, false)
    }
  }
}
