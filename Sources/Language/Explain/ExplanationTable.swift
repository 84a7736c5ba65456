/// A table of an explanation: a line for each number that plays a part, the one spoken of marked with an arrow.
struct ExplanationTable {
  private var titles: [String]
  private var columns: [[String]]

  /// - Parameter titles: what the columns are called; the first names the line.
  init(_ titles: [String]) {
    self.titles = ["", titles.first ?? ""] + titles.dropFirst()
    columns = self.titles.map { _ in [] }
  }

  mutating func add(_ cells: [String], isMarked: Bool = false) {
    for (column, cell) in ([isMarked ? "→" : ""] + cells).enumerated() { columns[column].append(cell) }
  }

  /// Words in the first columns begin below each other; numbers behind them end so.
  mutating func alignWords(columns count: Int) {
    for column in 1...count {
      let width = (columns[column] + [titles[column]]).map { DisplayWidth.columns(of: $0) }.max() ?? 0
      columns[column] = columns[column].map {
        $0 + String(repeating: " ", count: width - DisplayWidth.columns(of: $0))
      }
    }
  }

  var markup: Markup {
    let isMarked = columns[0].contains { !$0.isEmpty }
    return WindowTable.render(
      width: 1, Array(zip(titles, columns).dropFirst(isMarked ? 0 : 1)).map { ($0, $1) })
  }

  /// Which of `count` lines are shown: all of a few, else the first ones and the one spoken of.
  static func shown(_ count: Int, with own: Int? = nil, atMost limit: Int = 12) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    guard let own, own >= limit else { return Array(0..<limit) }
    return Array(0..<limit - 1) + [own]
  }

  /// `… and 12 more`, or nothing.
  static func rest(_ count: Int, _ shown: [Int], _ noun: String) -> Markup {
    var markup = Markup()
    let left = count - shown.count
    if left > 0 { markup.line("… and \(Formatter.count(left, "more " + noun))", .dim) }
    return markup
  }
}
