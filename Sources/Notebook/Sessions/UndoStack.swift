import Engine
import Language

/// What the variables were before each of the latest cells that changed any.
struct UndoStack {
  struct Entry {
    let cell: Int
    let before: Interpreter.State
    /// What only this entry holds on to.
    let bytes: Int
  }

  static let most = 100

  private(set) var entries: [Entry] = []
  private var bytes = 0

  /// The state before a cell that has just succeeded. One that changed no variable and drew no random number is nothing to
  /// undo. Old entries go where there are too many, or where they hold an eighth of all memory.
  mutating func push(cell: Int, _ before: Interpreter.State, _ interpreter: Interpreter) {
    let changes = interpreter.changes(since: before)
    guard !changes.names.isEmpty || interpreter.hasDrawn(since: before) else { return }
    entries.append(Entry(cell: cell, before: before, bytes: changes.replacedBytes))
    bytes += changes.replacedBytes
    var surplus = 0
    while entries.count - surplus > UndoStack.most || bytes > MemoryBudget.process.limit / 8 {
      bytes -= entries[surplus].bytes
      surplus += 1
    }
    entries.removeFirst(surplus)
  }

  mutating func pop() -> Entry? {
    guard let last = entries.popLast() else { return nil }
    bytes -= last.bytes
    return last
  }

  mutating func clear() { self = UndoStack() }
}
