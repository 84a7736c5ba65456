import Language

/// The cells of a session as a script that gives the same values.
///
/// Cells that failed or were undone are left out. A script has no `ans` and no `Out`: a result that a later cell speaks of
/// gets a name. Of a cell that ended early, what it had done of its last statement is loaded, not computed.
struct SavedScript {
  let text: String
  /// The text of each cell that counts.
  let cells: [String]
  /// What it loads.
  let values: SavedValues
  let cellCount: Int
  let leftOut: Int

  /// - Parameters:
  ///   - givenLast: what a lesson ran after the last cell.
  ///   - path: the script's own, as it was typed.
  init(_ cells: [Cell], givenLast: [String] = [], path: String) {
    let kept = cells.enumerated().filter { $0.element.status == .kept }
    cellCount = kept.count
    leftOut = cells.count - kept.count
    let programs = kept.map { SavedCell($0.element, number: $0.offset + 1) }
    var values = SavedValues(beside: path)
    let given = (cells.flatMap(\.given) + givenLast).map { SavedCell(Cell($0), number: 0) }
    let names = ResultNames(programs, beside: given)
    var parts = [SavedScript.head(cellCount, leftOut)]
    var next = programs.makeIterator()
    var late = LateResults()
    var texts: [String] = []
    for cell in cells {
      parts += cell.given
      guard cell.status == .kept, let saved = next.next() else { continue }
      var text = ""
      if let program = saved.program {
        if late.mayBeCalled(by: program) { text = names.assignment(before: saved.number) + "\n" }
        late.add(program)
      }
      texts.append(text + saved.text(names, &values))
      parts.append(texts[texts.count - 1])
    }
    self.cells = texts
    parts += givenLast
    // Between empty lines each is a cell again, when the script is exported.
    text = parts.joined(separator: "\n\n") + "\n"
    self.values = values
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
  func text(_ names: ResultNames, _ values: inout SavedValues) -> String {
    guard let program else { return cell.text }
    if let partial = cell.partial { return text(of: partial, program, names, &values) }
    return text(program, names)
  }

  /// - Parameter end: where it ends; nil: with the whole.
  private func text(_ program: Program, _ names: ResultNames, upTo end: Int? = nil) -> String {
    var edits: [Edit] = []
    if names.isNamed(number), let statement = cell.resultStatement,
      end.map({ Int(program.statements[statement].span.end) <= $0 }) ?? true
    {
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
    return Edit.apply(edits, to: program.source, upTo: end ?? program.source.bytes.count)
  }

  /// What was done of a cell that ended early, then the values of what cannot be done again, then the rest as a remark.
  private func text(
    of partial: PartialCell, _ program: Program, _ names: ResultNames, _ values: inout SavedValues
  ) -> String {
    let source = program.source
    let place =
      partial.statementsDone < program.statements.count
      ? Int(program.statements[partial.statementsDone].span.start) : source.bytes.count
    if partial.isDropped { values.noteDropped(cell: number) }
    var lines = [CommandCall.trimmed(text(program, names, upTo: place)[...])]
    lines += partial.remark(isLoaded: !partial.variables.isEmpty || partial.result != nil)
    let rest = CommandCall.trimmed(source.text(Span(place, source.bytes.count))[...])
    lines += rest.split(separator: "\n", omittingEmptySubsequences: false).map { "#   " + $0 }
    lines += partial.variables.map { values.assignment($0.name, $0.value, cell: number) }
    if names.isNamed(number), let result = partial.result {
      lines.append(values.assignment(names[number], result, cell: number))
    }
    if let seed = partial.seed { lines.append("seed(\(seed))") }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
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
    case .wrappedBlock(let inner):
      // A block is no value by itself.
      let word = Span(start, Int(inner.start))
      return [
        Edit(word, "\(name) = if true "),
        Edit(Span(Int(inner.end), Int(inner.end)), "; \(program.source.text(word))\(name)"),
      ]
    }
  }
}

extension PartialCell {
  /// What stands in a script where its statement would stand.
  /// - Parameter isLoaded: whether values follow.
  fileprivate func remark(isLoaded: Bool) -> [String] {
    let end =
      cause == .stopped
      ? "Ctrl-C stopped this cell here" : "This cell failed here, and what it had done was recovered"
    let what =
      isDropped
      ? "; what it had assigned took too much memory to be kept"
      : isLoaded ? "; its values at that time follow" : ""
    return ["# \(end)\(what):"]
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

  /// Those at one place in their order, in the text up to a place.
  /// - Precondition: no two overlap.
  static func apply(_ edits: [Edit], to source: SourceText, upTo end: Int) -> String {
    var result = ""
    var position = 0
    let inside = edits.filter { Int($0.span.end) <= end }
    let order = inside.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    for (_, edit) in order {
      result += source.text(Span(position, Int(edit.span.start))) + edit.replacement
      position = Int(edit.span.end)
    }
    return result + source.text(Span(position, end))
  }
}
