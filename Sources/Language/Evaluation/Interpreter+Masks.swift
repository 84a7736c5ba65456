import Engine

/// A comparison between brackets: its 1 and 0 say where it holds, and as places they would pick other elements.
extension Interpreter {
  /// - Parameters:
  ///   - mask: what stands between the brackets, and its node.
  ///   - index: the expression or assignment around it, of a part of `base`.
  func notAnIndex(
    _ mask: Value, _ node: Int32, of index: Int32, _ base: Value, isAlone: Bool, _ frame: Frame
  ) -> Diagnostic {
    let answer = if case .boolean = mask { mask.briefly } else { "a comparison" }
    return failure(
      .wrongType, "an index says which elements, and \(answer) says whether something holds", at: node, frame,
      help: isAlone
        ? replacement(mask, node, index, base, frame) : "where(condition, a, b) chooses between two")
  }

  /// The same with `where`, which needs a mask of the tensor's shape, and for an assignment one number.
  private func replacement(
    _ mask: Value, _ node: Int32, _ index: Int32, _ base: Value, _ frame: Frame
  ) -> String {
    let program = frame.program
    let condition = program.source.text(program.span(node))
    guard case .tensor(let tensor) = base, case .tensor(let answers) = mask, answers.shape == tensor.shape
    else {
      return "an `if` in a loop picks: for e in x { if e > 0 { print(e) } }"
    }
    let whole = program.nodes[Int(index)]
    if whole.kind == .index {
      let name = program.source.text(program.span(whole.a))
      return "`where(\(condition), \(name), 0)` has 0 where it does not hold"
    }
    let name = program.names[Int(whole.c)]
    let value = program.entries(whole.b).first.map { program.source.text(program.span($0)) } ?? "0"
    return "`\(name) = where(\(condition), \(value), \(name))` puts it where it holds"
  }
}

extension Value {
  /// Whether it says if something holds, and is no number to index with.
  var isAnswer: Bool {
    switch self {
    case .boolean: true
    case .tensor(let tensor): tensor.isMask && tensor.rank > 0
    default: false
    }
  }
}
