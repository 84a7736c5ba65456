/// What a statement does behind the words that it begins with, and which variables it may assign.
extension Program {
  /// The node behind `time` and `show`: `y = conv(x, k)` of `time show y = conv(x, k)`.
  func core(of statement: Statement) -> Int32 {
    var index = statement.node
    while nodes[Int(index)].kind == .time || nodes[Int(index)].kind == .show { index = nodes[Int(index)].a }
    return index
  }

  /// Whether it shows its value itself.
  func isShown(_ statement: Statement) -> Bool {
    var index = statement.node
    while nodes[Int(index)].kind == .time { index = nodes[Int(index)].a }
    return nodes[Int(index)].kind == .show
  }

  /// The variables that a statement may have assigned, of those that a cell changed: those that it names, and those that
  /// come from a file that was used.
  package func assigned(by statement: Statement, of changed: [String]) -> [String] {
    let inside = Set(assignedNames(in: statement.span))
    if nodes.indices.contains(where: { nodes[$0].kind == .use && statement.span.encloses(spans[$0]) }) {
      return changed
    }
    let anywhere = Set(statements.flatMap { assignedNames(in: $0.span) })
    return changed.filter { inside.contains($0) || !anywhere.contains($0) }
  }

  private func assignedNames(in span: Span) -> [String] {
    let parts = nodes.indices.compactMap { index -> String? in
      nodes[index].kind == .assignPart && span.encloses(spans[index]) ? names[Int(nodes[index].c)] : nil
    }
    return parts + assignments.filter { span.encloses($0.place) }.map(\.name)
  }
}
