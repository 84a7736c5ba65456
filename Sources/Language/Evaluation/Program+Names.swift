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

  /// The top-level names that statements of the program assign, in loops and branches too.
  private var assignedNames: Set<String> {
    var assigned: Set<String> = ["ans", "Out"]
    for node in nodes {
      switch node.kind {
      case .assign, .define: assigned.insert(names[Int(node.c)])
      case .for:
        let parts = Array(entries(node.b))
        if parts[2] == 0 { assigned.insert(names[Int(parts[3])]) }
      default: break
      }
    }
    return assigned
  }
}
