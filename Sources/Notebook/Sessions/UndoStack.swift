import Engine
import Language

/// What the variables were before each of the latest cells that changed any, and what they were behind those that were
/// undone.
struct UndoStack {
  struct Entry {
    let cell: Int
    let before: Interpreter.State
    /// What only this entry holds on to.
    let bytes: Int
  }

  /// Cells that were undone together, and can be had back.
  struct Undone {
    let entry: Entry
    let after: Interpreter.State
    /// The numbers of the cells.
    let cells: [Int]
  }

  static let most = 100

  /// What the entries may hold: no more than an eighth of all memory.
  static var maxByteCount: Int { min(256_000_000, MemoryBudget.process.limit / 8) }

  private(set) var entries: [Entry] = []
  /// The latest last.
  private var undone: [Undone] = []
  /// The last cell that cannot be undone any longer.
  private(set) var lastLetGo: Int?
  private var bytes = 0

  /// The state before a cell that has just succeeded. One that changed no variable and drew no random number is nothing to
  /// undo, and leaves what was undone to be had back. Old entries go where there are too many, or where they hold too much.
  /// - Returns: whether entries had to go for the memory that they held.
  mutating func push(cell: Int, _ before: Interpreter.State, _ interpreter: Interpreter) -> Bool {
    let changes = interpreter.changes(since: before)
    guard !changes.names.isEmpty || interpreter.hasDrawn(since: before) else { return false }
    undone = []
    entries.append(Entry(cell: cell, before: before, bytes: changes.replacedBytes))
    bytes += changes.replacedBytes
    var extra = 0
    while entries.count - extra > UndoStack.most || bytes > UndoStack.maxByteCount {
      bytes -= entries[extra].bytes
      extra += 1
    }
    let isForBytes = extra > entries.count - UndoStack.most && extra > 0
    letGo(extra)
    return isForBytes
  }

  var last: Entry? { entries.last }
  var lastUndone: Undone? { undone.last }

  /// Takes the last entry, and keeps what it takes to have its cells back.
  /// - Parameters:
  ///   - after: the variables behind its cells.
  ///   - cells: their numbers.
  mutating func undoLast(to after: Interpreter.State, cells: [Int]) {
    guard let last = entries.popLast() else { return }
    bytes -= last.bytes
    undone.append(Undone(entry: last, after: after, cells: cells))
  }

  /// Puts the entry back that was undone last; nil where there is none.
  mutating func redoLast() -> Undone? {
    guard let last = undone.popLast() else { return nil }
    entries.append(last.entry)
    bytes += last.entry.bytes
    return last
  }

  /// Lets all go.
  mutating func clear() {
    letGo(entries.count)
    bytes = 0
    undone = []
  }

  private mutating func letGo(_ count: Int) {
    if count > 0 { lastLetGo = entries[count - 1].cell }
    entries.removeFirst(count)
  }
}
