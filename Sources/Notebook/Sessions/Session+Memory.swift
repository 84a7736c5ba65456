import Engine
import Language

/// What a session keeps of the cells behind it, and how it lets go.
extension Session {
  /// What all cells together may keep of what they showed.
  static let maxShownByteCount = 128_000_000

  /// Makes a place for the result of a cell.
  func beginResult() {
    if interpreter.environment.results == nil { interpreter.environment.results = CellResults() }
    interpreter.environment.results?.append()
  }

  /// Keeps the result of a cell, and says so where older ones had to go.
  func keepResult(_ value: Value, of cell: Int) {
    let hasLetGo = interpreter.environment.results?.set(value, at: cell - 1) ?? false
    interpreter.environment["ans"] = value
    guard hasLetGo, let results = interpreter.environment.results else { return }
    noteOnce(
      "results",
      "the results up to Out[\(results.letGo)] have been dropped: \(CellResults.rule)")
  }

  /// Keeps what a cell that counts began with, and says so where that of older cells had to go.
  func keepForUndo(_ cell: Int, _ before: Interpreter.State) {
    guard undoable.push(cell: cell, before, interpreter), let last = undoable.lastLetGo else { return }
    noteOnce(
      "undo",
      "undo reaches back to In[\(last + 1)] only: its states may take "
        + "\(ByteCount.text(UndoStack.maxByteCount)) at most")
  }

  /// Lets go of what the oldest cells showed, where all together keep too much.
  func boundTranscripts() {
    shownBytes += cells[cells.count - 1].transcript.bytes
    while shownBytes > Session.maxShownByteCount, firstShown < cells.count - 1 {
      shownBytes -= cells[firstShown].transcript.bytes
      cells[firstShown].transcript.clear()
      firstShown += 1
    }
  }

  /// Lets go of what the oldest cells that ended early had assigned, where all together hold too much.
  func boundPartialCells() {
    var bytes = cells.reduce(0) { $0 + ($1.partial?.bytes ?? 0) }
    for index in cells.indices where bytes > UndoStack.maxByteCount {
      bytes -= cells[index].partial?.bytes ?? 0
      cells[index].partial?.drop()
    }
  }

  /// Results of earlier cells and their variables hold memory; after an error for want of it they are given up, where
  /// that would help.
  func letGoOfResults() {
    interpreter.forgetOrigins()
    undoable.clear()
    for index in firstShown..<cells.count { cells[index].transcript.clear() }
    for index in cells.indices { cells[index].partial?.drop() }
    (firstShown, shownBytes) = (cells.count, 0)
    let held = interpreter.environment.results?.heldBytes ?? 0
    guard held > MemoryBudget.process.limit / 20 else { return }
    interpreter.environment.results?.clear()
    interpreter.environment["ans"] = nil
    emit(
      .note("earlier results (ans and Out) have been dropped to free memory; the variables are as they were"))
  }
}
