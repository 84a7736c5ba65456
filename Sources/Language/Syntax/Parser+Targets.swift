/// What stands left of `=` and cannot be assigned to.
extension Parser {
  /// The message, while the token at hand is the `=`.
  func invalidTarget(_ target: Int32) -> Diagnostic {
    let text = tree.source.text(span(target))
    let help: String? =
      switch tree.nodes[Int(target)].kind {
      case .field, .index: wayToAssign(target) ?? "assign to a part of a variable: name[…] = …"
      case .call: "write \(text.prefix { $0 != "(" })[…] = … for a part of a tensor"
      default: "the left side of `=` must be a name; `==` compares"
      }
    return Diagnostic(
      .invalidAssignment, "`\(text)` cannot be assigned to", at: span(target), in: tree.source, help: help)
  }

  /// How a field is assigned, and a part of a part: taken out, changed, and put back. Nil where it is none of a variable.
  private func wayToAssign(_ target: Int32) -> String? {
    guard let (variable, parts) = path(of: target), let last = parts.last else { return nil }
    let value = textOfValue
    guard parts.count > 1 else {
      return "a field is assigned by its name in quotes: `\(variable)\(last) = \(value)`"
    }
    let stem = variable == "part" ? "inner" : "part"
    let holders = [variable] + (1..<parts.count).map { $0 == 1 ? stem : "\(stem)\($0)" }
    var steps = zip(holders, parts).dropLast().enumerated().map { "\(holders[$0 + 1]) = \($1.0)\($1.1)" }
    steps.append("\(holders[parts.count - 1])\(last) = \(value)")
    for level in (0..<(parts.count - 1)).reversed() {
      steps.append("\(holders[level])\(parts[level]) = \(holders[level + 1])")
    }
    return "copy the part, change it and assign it back: `\(steps.joined(separator: "; "))`"
  }

  /// The variable, and the brackets that lead from it to a part; a field is written in brackets too.
  private func path(of target: Int32) -> (variable: String, parts: [String])? {
    var parts: [String] = []
    var index = target
    while true {
      let node = tree.nodes[Int(index)]
      switch node.kind {
      case .field: parts.append("[\"\(tree.names[Int(node.b)])\"]")
      case .index: parts.append(tree.source.text(Span(Int(span(node.a).end), Int(span(index).end))))
      case .name:
        let variable = tree.names[Int(node.a)]
        // With parentheses around it the text is another.
        return tree.source.text(span(index)) == variable ? (variable, parts.reversed()) : nil
      default: return nil
      }
      index = node.a
    }
  }

  /// What stands behind the `=` at hand.
  private var textOfValue: String {
    var ahead = self
    ahead.advance()
    return (try? ahead.expression()).map { tree.source.text(ahead.span($0)) } ?? "…"
  }
}
