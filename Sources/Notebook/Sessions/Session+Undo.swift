import Engine
import Language

extension Session {
  /// Puts the variables back as they were before the last cells that changed any, and says what that did.
  @discardableResult
  package func undo(_ count: Int = 1) -> Outcome {
    guard !undoable.entries.isEmpty else {
      output(
        .failure(
          Diagnostic(
            .command, "there is nothing to undo",
            help: undoable.lastLetGo.map {
              "what the variables were before In[\($0 + 1)] has been dropped: undo keeps \(UndoStack.most) cells, "
                + "\(ByteCount.text(UndoStack.maxByteCount)) at most"
            } ?? "undo takes back cells that changed variables; one that failed changed none")))
      return .failed
    }
    let before = interpreter.snapshot()
    var last = cells.count
    var all: [Int] = []
    for _ in 0..<count {
      guard let entry = undoable.last, entry.cell <= last else { break }
      let changed = Set(interpreter.changes(since: entry.before).names)
      // Later cells that looked at what this one did go with it, though they changed nothing.
      let undone = (entry.cell...last).filter {
        cells[$0 - 1].status == .kept && ($0 == entry.cell || stands(on: changed, $0))
      }
      for number in undone { cells[number - 1].status = .undone }
      undoable.undoLast(to: interpreter.snapshot(), cells: undone)
      interpreter.restore(entry.before)
      last = entry.cell - 1
      all = [entry.cell] + all
    }
    failure = nil
    output(.markup(report("undone", all, since: before)))
    return .succeeded
  }

  /// Whether a cell would not be the same without what variables were: it reads one of them, or calls a function, which may,
  /// or takes an earlier result.
  private func stands(on changed: Set<String>, _ number: Int) -> Bool {
    let source = SourceText(name: "In[\(number)]", cells[number - 1].text)
    guard let program = try? interpreter.compile(source) else { return true }
    return program.usedNames.contains { name in
      if changed.contains(name) || name == "ans" || name == Environment.resultsName { return true }
      if case .function? = interpreter.environment[name] { return true }
      return false
    }
  }

  /// Does again what `undo` took back, one cell that changed variables after the other.
  @discardableResult
  package func redo(_ count: Int = 1) -> Outcome {
    guard undoable.lastUndone != nil else {
      output(
        .failure(
          Diagnostic(
            .command, "there is nothing to redo",
            help: "redo brings back what undo took, until the next cell that changes a variable")))
      return .failed
    }
    let before = interpreter.snapshot()
    var all: [Int] = []
    for _ in 0..<count {
      guard let undone = undoable.redoLast() else { break }
      for number in undone.cells { cells[number - 1].status = .kept }
      interpreter.restore(undone.after)
      all.append(undone.entry.cell)
    }
    failure = nil
    output(.markup(report("redone", all, since: before)))
    return .succeeded
  }

  /// What a command did to cells, and what the variables are because of it.
  /// - Parameters:
  ///   - deed: `undone`.
  ///   - numbers: those of the cells.
  ///   - again: whether the variables have values that they had before.
  func report(
    _ deed: String, _ numbers: [Int], since before: Interpreter.State, again: Bool = true
  ) -> Markup {
    var markup = Markup()
    for number in numbers {
      let lines = cells[number - 1].text.split(separator: "\n")
      let more = lines.count > 1 ? " …" : ""
      markup.line(
        .init("\(deed) ", .dim), .init("In[\(number)]: ", .dim), .init((lines.first ?? "") + more, .code))
    }
    for name in interpreter.changes(since: before).names.prefix(8) {
      guard let value = interpreter.environment[name] else {
        markup.line(.init("\(name) ", .code), .init("has no value again"))
        continue
      }
      let text = Formatter.inline(value)
      markup.line(
        .init("\(name) ", .code),
        .init("is \(text.count <= 60 ? text : value.briefly)\(again ? " again" : "")"))
    }
    return markup
  }
}
