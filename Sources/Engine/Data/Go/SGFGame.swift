/// What the properties of one game mean: a board, stones that are set up, moves (FF[4], "Properties for Go").
struct SGFGame {
  private let tree: SGFTree
  /// What messages call it.
  private let name: String
  private let path: String
  private let remarks: FileRemarks
  private let text: (_ bytes: [UInt8], _ declared: String?) -> String

  init(
    _ tree: SGFTree, _ name: String, _ path: String, _ remarks: FileRemarks,
    _ text: @escaping ([UInt8], String?) -> String
  ) {
    (self.tree, self.name, self.path, self.remarks, self.text) = (tree, name, path, remarks, text)
  }

  private func corrupt(_ message: String) -> FileError {
    FileError(.corrupt, path, "\(name) is no sound record: \(message)")
  }

  func record() throws(FileError) -> GoRecord {
    let properties = properties()
    if let game = properties["GM"], game.filter({ $0 != " " }) != "1" {
      throw FileError(
        .unsupported, path, "\(name) is a record of another game than Go (GM[\(FileError.excerpt(game))])")
    }
    let size = try size(properties["SZ"])
    var record = GoRecord(rows: size.rows, columns: size.columns, properties: properties, name: name)
    for node in tree.nodes { try read(node, size, into: &record) }
    return record
  }

  /// The root's, by name, and of later nodes those that tell of the game.
  private func properties() -> [String: String] {
    let declared = tree.root("CA").map { String(decoding: $0, as: UTF8.self) }
    var result: [String: String] = [:]
    for property in tree.nodes.first ?? [] where result[property.name] == nil {
      let keepsLines = property.name == "C" || property.name == "GC"
      result[property.name] = SGFGame.spaced(text(property.values[0], declared), keepsLines: keepsLines)
    }
    return result
  }

  /// White space is a blank each, and a line end too where a text has one line only.
  private static func spaced(_ text: String, keepsLines: Bool) -> String {
    String(text.map { $0.isNewline ? (keepsLines ? "\n" : " ") : $0.isWhitespace ? " " : $0 })
  }

  /// Stones that are set up come before the node's move, though no node should have both.
  private func read(
    _ node: [SGFTree.Property], _ size: (rows: Int, columns: Int), into record: inout GoRecord
  ) throws(FileError) {
    var setup: [GoRecord.Placement] = []
    var moves: [GoRecord.Move] = []
    let isForced = node.contains { $0.name == "KO" }
    for property in node {
      switch property.name {
      case "AB", "AW", "AE":
        let stone: GoBoard.Stone? = property.name == "AE" ? nil : property.name == "AB" ? .black : .white
        for value in property.values {
          setup += try places(value, size).map { .init(stone: stone, row: $0.row, column: $0.column) }
        }
      case "B", "W":
        if property.values.count > 1 {
          remarks.add("a move of \(name) has \(property.values.count) points, and the first counts")
        }
        let stone: GoBoard.Stone = property.name == "B" ? .black : .white
        moves.append(.init(stone: stone, place: try place(property.values[0], size), isForced: isForced))
      default: break
      }
    }
    if !setup.isEmpty, !moves.isEmpty {
      remarks.add("\(name) sets up stones and plays one in the same node; those set up come first")
    }
    record.add(setup, moves)
  }

  /// `19`, or `columns:rows`; 19 where nothing is said.
  private func size(_ text: String?) throws(FileError) -> (rows: Int, columns: Int) {
    guard let text else { return (19, 19) }
    let parts = text.filter { $0 != " " }.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, 1...2 ~= numbers.count, let columns = numbers.first,
      let rows = numbers.last, columns >= 1, rows >= 1
    else { throw corrupt("SZ[\(FileError.excerpt(text))] is no size of a board") }
    guard max(rows, columns) <= 52 else {
      throw FileError(
        .unsupported, path, "\(name) has a board of \(max(rows, columns)) lines, and 52 are the most")
    }
    return (rows, columns)
  }

  /// nil for a pass: nothing, or `tt` on a board of up to 19 lines.
  private func place(
    _ value: [UInt8], _ size: (rows: Int, columns: Int)
  ) throws(FileError) -> (row: Int, column: Int)? {
    let letters = value.filter { $0 > 0x20 }
    if letters.isEmpty || letters.elementsEqual("tt".utf8) && max(size.rows, size.columns) <= 19 {
      return nil
    }
    let numbers = letters.map(line)
    guard numbers.count == 2, let column = numbers[0], let row = numbers[1], column < size.columns,
      row < size.rows
    else {
      throw corrupt(
        "[\(excerpt(value))] is no point of a board of \(GoRecord.sizeText(size.rows, size.columns))")
    }
    return (row, column)
  }

  /// A point, or a rectangle as `aa:cc`.
  private func places(
    _ value: [UInt8], _ size: (rows: Int, columns: Int)
  ) throws(FileError) -> [(row: Int, column: Int)] {
    let ends = value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Array.init)
    guard ends.count <= 2, let first = try place(ends[0], size),
      let last = try ends.count == 2 ? place(ends[1], size) : first, first.row <= last.row,
      first.column <= last.column
    else { throw corrupt("[\(excerpt(value))] is no point, and no rectangle of points") }
    return (first.row...last.row).flatMap { row in (first.column...last.column).map { (row, $0) } }
  }

  private func excerpt(_ value: [UInt8]) -> String {
    FileError.excerpt(String(decoding: value, as: UTF8.self))
  }

  /// a–z are the first 26 lines, A–Z the others.
  private func line(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter) - 97
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter) - 65 + 26
    default: nil
    }
  }
}
