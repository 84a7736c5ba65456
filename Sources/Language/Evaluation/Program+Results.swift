/// Where a cell speaks of the results of earlier cells, and how its statements give theirs.
extension Program {
  package enum ResultUse {
    /// `ans`
    case latest
    /// A cell that begins with `|>`.
    case continued
    /// `Out[3]`
    case numbered(Int)
    /// `Out` in any other way.
    case all
  }

  /// The uses in the order in which they are written, but for those in functions that see what is there when they are
  /// called. A cell that itself assigns `ans` or `Out` has none.
  package var resultUses: [(use: ResultUse, span: Span)] {
    let assigned = nodes.contains { node in
      [.assign, .assignPart, .assignPath, .define].contains(node.kind)
        && ["ans", Environment.resultsName].contains(names[Int(node.c)])
    }
    guard !assigned else { return [] }
    let bodies = functions.map(\.span)
    var uses: [(use: ResultUse, span: Span)] = []
    var indexed: Set<Int32> = []
    // A base stands before what indexes it.
    for index in nodes.indices.reversed() {
      let node = nodes[index]
      switch node.kind {
      case .previous: uses.append((.continued, spans[index]))
      case .index:
        guard let number = numberOfResult(node) else { continue }
        indexed.insert(node.a)
        uses.append((.numbered(number), spans[index]))
      case .global where isResultName(node) && !indexed.contains(Int32(index)):
        guard !bodies.contains(where: { $0.encloses(spans[index]) }) else { continue }
        uses.append((names[Int(node.c)] == "ans" ? .latest : .all, spans[index]))
      default: break
      }
    }
    return uses.sorted { $0.span.start < $1.span.start }
  }

  /// The variables whose functions look at `ans` or `Out` when they are called: what statements assign that hold such
  /// functions.
  package var namesOfLateResultUse: Set<String> {
    let late = functionsWithResultUse
    return Set(
      assignments.filter { assignment in late.contains(where: assignment.place.encloses) }.map(\.name))
  }

  package var hasLateResultUse: Bool { !functionsWithResultUse.isEmpty }

  private var functionsWithResultUse: [Span] {
    let uses = nodes.indices.filter { isResultName(nodes[$0]) }.map { spans[$0] }
    return functions.map(\.span).filter { body in uses.contains(where: body.encloses) }
  }

  private func isResultName(_ node: Node) -> Bool {
    node.kind == .global && node.b < 0 && ["ans", Environment.resultsName].contains(names[Int(node.c)])
  }

  private func numberOfResult(_ node: Node) -> Int? {
    let (base, indices) = (nodes[Int(node.a)], Array(entries(node.b)))
    guard base.kind == .global, base.b < 0, names[Int(base.c)] == Environment.resultsName, indices.count == 1
    else {
      return nil
    }
    let index = nodes[Int(indices[0])]
    return index.kind == .number ? Int(exactly: numbers[Int(index.a)]) : nil
  }

  package enum StatementForm {
    case expression
    /// It assigns a variable, whose value is the result.
    case assignment(String)
    /// `show E` and `time E`, whose result is that of E.
    case wrapped(Span)
    /// `time { … }`, whose result is that of the block.
    case wrappedBlock(Span)
  }

  package func form(of statement: Statement) -> StatementForm {
    let core = core(of: statement)
    let node = nodes[Int(core)]
    switch node.kind {
    case .assign, .assignPart, .assignPath: return .assignment(names[Int(node.c)])
    case .block: return .wrappedBlock(span(core))
    default: return core == statement.node ? .expression : .wrapped(span(core))
    }
  }

  /// Every name in the text.
  package var allNames: Set<String> { Set(names) }
}
