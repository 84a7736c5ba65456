import Engine
import Language

extension Session {
  /// Puts the variables back as they were before the last cells that changed any, and says what that did.
  @discardableResult
  package func undo(_ count: Int = 1) -> Outcome {
    let last = cells.count
    guard let first = undoable.entries.last else {
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
    let now = interpreter.snapshot()
    var entry = first
    for _ in 0..<count { entry = undoable.pop() ?? entry }
    interpreter.restore(entry.before)
    // Later cells stood on what this one did.
    let undone = (entry.cell...last).filter { cells[$0 - 1].status == .kept }
    for number in undone { cells[number - 1].status = .undone }
    output(.markup(report(undone, since: now)))
    return .succeeded
  }

  /// - Parameter undone: the numbers of the cells that were taken back.
  private func report(_ undone: [Int], since before: Interpreter.State) -> Markup {
    var markup = Markup()
    for number in undone {
      let lines = cells[number - 1].text.split(separator: "\n")
      let more = lines.count > 1 ? " …" : ""
      markup.line(
        .init("undone ", .dim), .init("In[\(number)]: ", .dim), .init((lines.first ?? "") + more, .code))
    }
    for name in interpreter.changes(since: before).names.prefix(8) {
      guard let value = interpreter.environment[name] else {
        markup.line(.init("\(name) ", .code), .init("has no value again"))
        continue
      }
      let text = Formatter.inline(value)
      markup.line(.init("\(name) ", .code), .init("is \(text.count <= 60 ? text : value.briefly) again"))
    }
    return markup
  }
}
