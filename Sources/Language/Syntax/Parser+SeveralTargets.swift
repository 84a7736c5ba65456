/// `a, b = f(x)`, `[a, b] = f(x)` and `(a, b) = f(x)`, as Python and MATLAB have them: read to the end, so that the message
/// says what to write.
extension Parser {
  /// The message for several names before a `=`, at the beginning of a statement; nil for anything else.
  func severalTargets() -> Diagnostic? {
    guard let (targets, assign) = targetsBeforeAssign() else { return nil }
    let isInBrackets = current.kind == .leftBracket
    let place = current.span.joined(tokens[assign - 1].span)
    var ahead = self
    ahead.position = assign + 1
    ahead.ignoresNewlines = false
    let help = ahead.several(targets, isInBrackets)
    return Diagnostic(
      .invalidAssignment, "a statement can assign to only one name", at: place, in: tree.source,
      help: help ?? "one name at a time: a = 1; b = 2")
  }

  /// The names at hand, nil for `~` and `_`, and where the `=` behind them stands.
  private func targetsBeforeAssign() -> (targets: [String?], assign: Int)? {
    let isEnclosed = current.kind == .leftBracket || current.kind == .leftParenthesis
    var index = currentIndex + (isEnclosed ? 1 : 0)
    let last = isEnclosed ? Int(closing[currentIndex]) : tokens.count - 1
    guard last > index, !isEnclosed || tokens[last + 1].kind == .assign else { return nil }
    var targets: [String?] = []
    while index < last {
      let word = tree.source.text(tokens[index].span)
      guard tokens[index].kind == .identifier || tokens[index].kind == .tilde else { return nil }
      targets.append(word == "~" || word == "_" ? nil : word)
      index += 1
      if tokens[index].kind == .comma { index += 1 } else if !isEnclosed { break }
    }
    if isEnclosed { index = last + 1 }
    guard targets.count > (isEnclosed && targets.first != nil ? 0 : 1), index < tokens.count,
      tokens[index].kind == .assign
    else { return nil }
    return (targets, index)
  }

  /// What to write; nil where the right side cannot be read.
  /// - Precondition: the parser stands behind the `=`.
  private mutating func several(_ targets: [String?], _ isInBrackets: Bool) -> String? {
    var values: [Int32] = []
    repeat {
      guard let value = try? expression() else { return nil }
      values.append(value)
    } while accept(.comma)
    var texts = values.map { tree.source.text(span($0)) }
    if values.count == 1, tree.nodes[Int(values[0])].kind == .tensor {
      let rows = tree.elements(ofTensor: tree.nodes[Int(values[0])].a)
      if rows.count == 1, rows[0].count == targets.count {
        texts = rows[0].map { tree.source.text(span($0)) }
      }
    }
    if texts.count > 1 { return one(targets, texts) }
    return SeveralResults(
      targets: targets, isInBrackets: isInBrackets, source: texts[0], call: writtenCall(values[0])
    ).help(in: .standard) { fields(ofRecordFrom: $0) }
  }

  /// `a, b = b, a`: one at a time, unless a value is of a name that has changed by then.
  private func one(_ targets: [String?], _ values: [String]) -> String? {
    guard targets.count == values.count else { return nil }
    let pairs = zip(targets, values).compactMap { target, value in target.map { ($0, value) } }
    let isChained = pairs.indices.contains { index in
      let words = pairs[index].1.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      return pairs[..<index].contains { earlier in words.contains { $0 == earlier.0 } }
    }
    guard isChained else { return "write `\(pairs.map { "\($0) = \($1)" }.joined(separator: "; "))`" }
    let list = "list(\(values.joined(separator: ", ")))"
    return SeveralResults(targets: targets, isInBrackets: false, source: list, call: nil)
      .help(in: .standard) { _ in nil }
  }

  /// The call on the right; `x.shape` counts as one of `shape`.
  private func writtenCall(_ value: Int32) -> WrittenCall? {
    let node = tree.nodes[Int(value)]
    if node.kind == .field, tree.names[Int(node.b)] == "shape" {
      return WrittenCall(path: ["shape"], isMethod: true, positional: [.init(node.a, in: tree)], named: [])
    }
    return WrittenCall(value, in: tree)
  }

  /// The names of the record that a function of this text ends in; nil for any other.
  private func fields(ofRecordFrom name: String) -> [String]? {
    guard let function = tree.functions.last(where: { $0.name >= 0 && tree.names[Int($0.name)] == name })
    else { return nil }
    var last = function.body
    while tree.nodes[Int(last)].kind == .block, let end = tree.entries(tree.nodes[Int(last)].a).last {
      last = end
    }
    let node = tree.nodes[Int(last)]
    guard node.kind == .call, tree.source.text(span(node.a)) == "record" else { return nil }
    return WrittenCall(last, in: tree)?.named.map(\.name)
  }
}
