import Language

/// The cells of a session as a script that gives the same values.
///
/// Cells that failed or were undone are left out. A script has no `ans` and no `Out`: a result that a later cell speaks of
/// gets a name.
struct SavedScript {
  let text: String
  let cellCount: Int
  let leftOut: Int

  /// - Parameter givenLast: what a lesson ran after the last cell.
  init(_ cells: [Cell], givenLast: [String] = []) {
    let kept = cells.enumerated().filter { $0.element.status == .kept }
    cellCount = kept.count
    leftOut = cells.count - kept.count
    let programs = kept.map { SavedCell($0.element, number: $0.offset + 1) }
    let given = (cells.flatMap(\.given) + givenLast).map { SavedCell(Cell($0), number: 0) }
    let names = ResultNames(programs, beside: given)
    var parts = [SavedScript.head(cellCount, leftOut)]
    var next = programs.makeIterator()
    var late = LateResults()
    for cell in cells {
      parts += cell.given
      guard cell.status == .kept, let saved = next.next() else { continue }
      if let program = saved.program {
        if late.mayBeCalled(by: program) { parts.append(names.assignment(before: saved.number)) }
        late.add(program)
      }
      parts.append(saved.text(names))
    }
    parts += givenLast
    text = parts.joined(separator: "\n") + "\n"
  }

  /// What a script begins with that may be written over.
  static let mark = "# Saved from a Fovea session: "

  private static func head(_ count: Int, _ leftOut: Int) -> String {
    let cells = count == 1 ? "1 cell" : "\(count) cells"
    return "\(mark)\(cells)"
      + (leftOut == 0 ? "." : "; \(leftOut) that failed or were undone are left out.")
  }
}

/// A cell that was run, as it can be read again.
private struct SavedCell {
  let cell: Cell
  let number: Int
  let program: Program?

  init(_ cell: Cell, number: Int) {
    (self.cell, self.number) = (cell, number)
    program = try? Interpreter().compile(SourceText(name: "In[\(number)]", cell.text))
  }

  var hasResult: Bool { cell.resultStatement != nil }

  /// The cell with the results that it speaks of, and its own where others speak of it, under their names.
  func text(_ names: ResultNames) -> String {
    guard let program else { return cell.text }
    var edits: [Edit] = []
    if names.isNamed(number), let statement = cell.resultStatement {
      edits = naming(program.statements[statement], in: program, names[number])
    }
    edits += program.resultUses.map { use, span in
      switch use {
      case .latest: Edit(span, names.latest(before: number))
      case .continued: Edit(Span(Int(span.start), Int(span.start)), names.latest(before: number) + " ")
      case .numbered(let result): Edit(span, names[result])
      case .all: Edit(span, names.list(before: number))
      }
    }
    return Edit.apply(edits, to: program.source)
  }

  private func naming(_ statement: Statement, in program: Program, _ name: String) -> [Edit] {
    let (start, end) = (Int(statement.span.start), Int(statement.span.end))
    switch program.form(of: statement) {
    case .expression: return [Edit(Span(start, start), "\(name) = ")]
    case .assignment(let variable):
      return [
        Edit(Span(end, end), statement.isMuted ? "; \(name) = \(variable)" : "\n\(name) = \(variable);")
      ]
    case .wrapped(let inner):
      // `show E` becomes `out1 = E; show out1`.
      let word = Span(start, Int(inner.start))
      return [
        Edit(word, "\(name) = "),
        Edit(Span(Int(inner.end), Int(inner.end)), "; \(program.source.text(word))\(name)"),
      ]
    }
  }
}

/// What the results are called that later cells speak of.
private struct ResultNames {
  private let prefix: String
  private let withResult: [Int]
  private var named: Set<Int> = []

  /// - Parameter given: what else stands in the script, for the names that it takes.
  init(_ cells: [SavedCell], beside given: [SavedCell]) {
    withResult = cells.filter(\.hasResult).map(\.number)
    let used = (cells + given).reduce(into: Set<String>()) { $0.formUnion($1.program?.allNames ?? []) }
    var prefix = "out"
    while used.contains(where: { $0.hasPrefix(prefix) && $0.dropFirst(prefix.count).allSatisfy(\.isNumber) })
    {
      prefix += "_"
    }
    self.prefix = prefix
    var late = LateResults()
    for cell in cells {
      guard let program = cell.program else { continue }
      if late.mayBeCalled(by: program) { named.formUnion(withResult.filter { $0 < cell.number }) }
      late.add(program)
      for (use, _) in program.resultUses {
        switch use {
        case .latest, .continued:
          if let last = withResult.last(where: { $0 < cell.number }) { named.insert(last) }
        case .numbered(let result): named.insert(result)
        case .all: named.formUnion(withResult.filter { $0 < cell.number })
        }
      }
    }
  }

  func isNamed(_ number: Int) -> Bool { named.contains(number) }

  /// `none` for a cell that is left out or had no result.
  subscript(number: Int) -> String { withResult.contains(number) ? "\(prefix)\(number)" : "none" }

  func latest(before number: Int) -> String { withResult.last { $0 < number }.map { self[$0] } ?? "none" }

  /// Gives `ans` and `Out` the values that a cell found.
  func assignment(before number: Int) -> String {
    "ans = \(latest(before: number)); Out = \(list(before: number));"
  }

  /// `Out` as the cell found it: its own place is there already.
  func list(before number: Int) -> String {
    "list(" + ((1..<number).map { self[$0] } + ["none"]).joined(separator: ", ") + ")"
  }
}

/// A part of a text and what comes in its place.
private struct Edit {
  let span: Span
  let replacement: String

  init(_ span: Span, _ replacement: String) { (self.span, self.replacement) = (span, replacement) }

  /// Those at one place in their order.
  /// - Precondition: no two overlap.
  static func apply(_ edits: [Edit], to source: SourceText) -> String {
    var result = ""
    var position = 0
    let order = edits.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    for (_, edit) in order {
      result += source.text(Span(position, Int(edit.span.start))) + edit.replacement
      position = Int(edit.span.end)
    }
    return result + source.text(Span(position, source.bytes.count))
  }
}
