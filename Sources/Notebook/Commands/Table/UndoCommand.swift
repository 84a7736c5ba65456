extension Command {
  static let undo = Command(
    "undo", usage: "undo [COUNT]",
    "the variables as before the last cell that changed any; undo 3: as before the last three",
    argument: .name(.number)
  ) { arguments throws(CommandMisuse) in
    let count = try arguments.first.map(undoCount) ?? 1
    return { .done($0.current.undo(count)) }
  }

  private static func undoCount(_ text: String) throws(CommandMisuse) -> Int {
    guard let count = Int(text), count > 0 else {
      throw CommandMisuse("`undo` takes a number of cells, not `\(text)`", help: "undo 3")
    }
    return count
  }
}
