import Language

/// What `history` shows: the cells as they were typed, and which of them left nothing behind.
enum HistoryList {
  /// - Parameter filter: only cells with this text in them; all without one.
  static func render(_ cells: [Cell], _ filter: String?) -> Markup {
    var markup = Markup()
    for (index, cell) in cells.enumerated() where filter.map({ cell.text.contains($0) }) ?? true {
      let number = "In[\(index + 1)]: "
      let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, text) in lines.enumerated() {
        let head = line == 0 ? number : String(repeating: " ", count: number.count)
        let tail = line == lines.count - 1 ? HistoryList.remark(cell) : ""
        markup.line(.init(head, .dim), .init(String(text), .code), .init(tail, .dim))
      }
    }
    if markup.isEmpty {
      markup.line(
        filter.map { "nothing that contains `\($0)` has been typed yet" } ?? "nothing typed yet", .dim)
    }
    return markup
  }

  private static func remark(_ cell: Cell) -> String {
    switch cell.status {
    case .kept: cell.partial.map { "   (\($0.cause.rawValue))" } ?? ""
    case .failed: "   (failed)"
    case .undone: "   (undone)"
    }
  }
}
