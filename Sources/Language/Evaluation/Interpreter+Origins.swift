import Engine

/// Where a variable's value came from, so that `explain y[1, 1]` can go back to it.
struct Origin {
  let program: Program
  /// The expression that was assigned, or the statement that assigned a part.
  let node: Int32
  /// What the variables that it read held at the time, by their places.
  let variables: [Int32: Value]

  /// More than this is not kept of one tensor: a variable that is let go is to give its memory back.
  static let maxBytes = 32 << 20
}

extension Interpreter {
  /// The origin of what a statement is about to assign; nil for one that assigns nothing.
  func origin(of statement: Statement, in program: Program) -> Origin? {
    let core = program.core(of: statement)
    let node = program.nodes[Int(core)]
    switch node.kind {
    case .assign:
      let isOperation = Explainer.isOperation(program.nodes[Int(node.b)].kind)
      return Origin(
        program: program, node: node.b, variables: isOperation ? variables(readBy: node.b, in: program) : [:])
    case .assignPart:
      // Of the variable itself nothing is kept: it would have to be copied to be written to.
      let variables = variables(readBy: core, in: program).filter { $0.key != node.a }
      return Origin(program: program, node: core, variables: variables)
    default: return nil
    }
  }

  private func variables(readBy index: Int32, in program: Program) -> [Int32: Value] {
    var variables: [Int32: Value] = [:]
    // The parts of a node stand before it, after everything that was written before it.
    let start = program.span(index).start
    for node in stride(from: index, through: 0, by: -1) {
      if program.span(node).start < start { break }
      let part = program.nodes[Int(node)]
      guard part.kind == .global || part.kind == .previous else { continue }
      let value = globals.pointee[Int(part.a)]
      if case .tensor(let tensor) = value, tensor.count * tensor.dtype.size > Origin.maxBytes {
        continue
      }
      variables[part.a] = value
    }
    return variables
  }

  /// Runs `body` on the variables as an origin knew them, and puts today's back.
  func with<R>(_ origin: Origin, _ body: () throws(Diagnostic) -> R) throws(Diagnostic) -> R {
    let today = origin.variables.keys.map { ($0, globals.pointee[Int($0)]) }
    for (place, value) in origin.variables { globals.pointee[Int(place)] = value }
    defer { for (place, value) in today { globals.pointee[Int(place)] = value } }
    return try body()
  }
}
