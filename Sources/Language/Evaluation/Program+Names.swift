extension Program {
  /// The top-level names that are used, but neither built in nor assigned anywhere in the program; each with the places
  /// of its uses. Bodies of functions that are never called count.
  package var unknownNames: [(name: String, places: [Span])] {
    let assigned = assignedNames
    var order: [Int32] = []
    var places: [Int32: [Span]] = [:]
    for (index, node) in nodes.enumerated() where node.kind == .global && node.b < 0 {
      let name = names[Int(node.c)]
      guard !assigned.contains(name), Library.constants[name] == nil else { continue }
      if places[node.c] == nil { order.append(node.c) }
      places[node.c, default: []].append(spans[index])
    }
    return order.map { (names[Int($0)], places[$0] ?? []) }
  }

  /// The top-level names that are read anywhere in the program.
  package var usedNames: Set<String> {
    Set(nodes.compactMap { $0.kind == .global ? names[Int($0.c)] : nil })
  }

  private var assignedNames: Set<String> { Set(assignments.map(\.name) + ["ans", Environment.resultsName]) }

  /// The top-level names that statements of the program assign, in loops and branches too, and where.
  package var assignments: [(name: String, place: Span)] {
    nodes.indices.compactMap { index in
      let node = nodes[index]
      switch node.kind {
      case .assign, .define: return (names[Int(node.c)], spans[index])
      case .for:
        let parts = Array(entries(node.b))
        return parts[2] == 0 ? (names[Int(parts[3])], spans[index]) : nil
      default: return nil
      }
    }
  }
}
