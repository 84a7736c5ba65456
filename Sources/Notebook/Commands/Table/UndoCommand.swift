extension Command {
  static let undo = Command(
    "undo", usage: "undo [COUNT]",
    "the variables as they were before the last cell that changed any; undo 3: as before the last three",
    argument: .name(.number)
  ) { arguments throws(CommandMisuse) in
    let count = try cellCount(arguments, of: "undo")
    return { .done($0.current.undo(count)) }
  }

  static let redo = Command(
    "redo", usage: "redo [COUNT]",
    "what undo took back, until the next cell that changes a variable; redo 3: the last three",
    argument: .name(.number)
  ) { arguments throws(CommandMisuse) in
    let count = try cellCount(arguments, of: "redo")
    return { .done($0.current.redo(count)) }
  }

  static let recover = Command(
    "recover", "the variables as they were when the last cell failed, until the next cell"
  ) { _ in { .done($0.current.recover()) } }

  private static func cellCount(_ arguments: [String], of word: String) throws(CommandMisuse) -> Int {
    guard let text = arguments.first else { return 1 }
    guard let count = Int(text), count > 0 else {
      throw CommandMisuse("`\(word)` takes a number of cells, not `\(text)`", help: "\(word) 3")
    }
    return count
  }
}
