/// Where a program names files.
extension Program {
  /// The calls with an argument that names a file, and what speaks of such a function without a call; `use` too. What a
  /// function that is never called would do counts.
  package var placesOfFiles: [Span] {
    let library = Library.standard
    var callees: Set<Int32> = []
    var places: [Span] = []
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .use: places.append(spans[index])
      case .call:
        let callee = nodes[Int(node.a)]
        guard callee.kind == .global, callee.b >= 0 else { continue }
        callees.insert(node.a)
        if namesFile(library.builtIns[Int(callee.b)], arguments: Array(entries(node.b))) {
          places.append(spans[index])
        }
      default: break
      }
    }
    for (index, node) in nodes.enumerated()
    where node.kind == .global && node.b >= 0 && !callees.contains(Int32(index)) {
      let isAboutFiles = library.builtIns[Int(node.b)].parameters.contains {
        $0.namesFile && $0.kind == .required
      }
      if isAboutFiles { places.append(spans[index]) }
    }
    return places.sorted { $0.start < $1.start }
  }

  /// Whether the arguments of a call fill a parameter that names a file.
  private func namesFile(_ builtIn: BuiltIn, arguments list: [Int32]) -> Bool {
    let (positional, named) = (Int(list[0]), Int(list[1]))
    let given = Set((0..<named).map { names[Int(list[2 + positional + 2 * $0])] })
    return builtIn.parameters.enumerated().contains { position, parameter in
      parameter.namesFile
        && (!parameter.isNamedOnly && position < positional || given.contains(parameter.name))
    }
  }
}
