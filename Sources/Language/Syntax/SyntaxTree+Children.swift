extension SyntaxTree {
  /// The nodes directly below one; a function's body belongs to the function, not to the node that makes it.
  func children(of index: Int32) -> [Int32] {
    let node = nodes[Int(index)]
    switch node.kind {
    case .number, .whole, .string, .true, .false, .none, .all, .end, .break, .continue, .previous, .name,
      .local,
      .global, .thisFunction, .function, .define, .defineLocal:
      return []
    case .template, .block: return Array(entries(node.a))
    case .add, .subtract, .multiply, .divide, .remainder, .power, .matrixProduct, .equal, .notEqual, .less,
      .lessEqual, .greater, .greaterEqual, .and, .or, .logicalAnd, .logicalOr, .while:
      return [node.a, node.b]
    case .return where node.a < 0: return []
    case .negate, .not, .transpose, .return, .explain, .slide, .time, .use, .field, .formatted:
      return [node.a]
    case .range, .if: return [node.a, node.b, node.c].filter { $0 >= 0 }
    case .tensor: return elements(ofTensor: node.a).flatMap(\.self)
    case .show: return arguments(node.b)
    case .call: return [node.a] + arguments(node.b)
    case .index: return [node.a] + entries(node.b)
    case .for: return Array(entries(node.b).prefix(2))
    case .assign, .assignLocal: return [node.b]
    case .assignPart, .assignPartLocal: return Array(entries(node.b))
    case .assignPath, .assignPathLocal:
      let parts = Array(entries(node.b))
      return [parts[0]]
        + PathStep.steps(parts).flatMap { step in
          if case .index(let list, _) = step { Array(entries(list)) } else { [Int32]() }
        }
    }
  }

  /// The rows of a tensor literal.
  func elements(ofTensor list: Int32) -> [[Int32]] {
    let entries = Array(self.entries(list))
    var rows: [[Int32]] = []
    var position = 1
    for _ in 0..<entries[0] {
      let count = Int(entries[position])
      rows.append(Array(entries[(position + 1)..<(position + 1 + count)]))
      position += 1 + count
    }
    return rows
  }

  /// The values of a call's arguments, positional and named.
  func arguments(_ list: Int32) -> [Int32] {
    let entries = Array(self.entries(list))
    let positional = Int(entries[0])
    let named = Int(entries[1])
    return Array(entries[2..<(2 + positional)]) + (0..<named).map { entries[3 + positional + 2 * $0] }
  }
}
