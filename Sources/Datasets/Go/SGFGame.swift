import Engine

/// What the properties of one game mean (FF[4], "SGF Properties" and "Go"). What is malformed is corrected with a remark
/// where the specification says how; what would lose a stone is an error.
struct SGFGame {
  private typealias Size = (rows: Int, columns: Int)

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
    FileError(.corrupt, path, "\(name) is not a valid SGF record: \(message)")
  }

  func record(in execution: Execution) throws(FileError) -> GoRecord {
    let properties = properties()
    if let game = setting("GM", properties), Int(game) != 1 {
      throw FileError(
        .unsupported, path, "\(name) is a record of a game other than Go (GM[\(FileError.excerpt(game))])")
    }
    let size = try size(setting("SZ", properties))
    var record = GoRecord(rows: size.rows, columns: size.columns, properties: properties, name: name)
    for node in tree.nodes {
      try execution.checkCancelled(path)
      try read(node, size, into: &record)
    }
    return record
  }

  // MARK: Texts

  private static let rootNames: Set<String> = ["AP", "CA", "FF", "GM", "ST", "SZ"]
  private static let gameNames: Set<String> = [
    "AN", "BR", "BT", "CP", "DT", "EV", "GC", "GN", "HA", "KM", "ON", "OT", "PB", "PC", "PW", "RE", "RO",
    "RU", "SO",
    "TM", "US", "WR", "WT",
  ]

  /// The root's, by name, and of later nodes those that tell of the game: merged games have them where they part.
  private func properties() -> [String: String] {
    let declared = tree.root("CA").map { String(decoding: $0, as: UTF8.self) }
    var result: [String: String] = [:]
    for (number, node) in tree.nodes.enumerated() {
      for property in node where number == 0 || SGFGame.gameNames.contains(property.name) {
        guard result[property.name] == nil else { continue }
        let keepsLines = property.name == "C" || property.name == "GC"
        result[property.name] = SGFGame.spaced(text(property.values[0], declared), keepsLines: keepsLines)
      }
      for property in node where number > 0 && SGFGame.rootNames.contains(property.name) {
        remarks.add("\(property.name) comes after the first node of \(name), and is left out")
      }
    }
    return result
  }

  /// White space is a blank each, and a line end (LF, CR, CR LF, LF CR) too where a text has one line only.
  private static func spaced(_ text: String, keepsLines: Bool) -> String {
    var result = String.UnicodeScalarView()
    var lineEnd: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r":
        let isSecond = lineEnd != nil && lineEnd != scalar
        if !isSecond { result.append(keepsLines ? "\n" : " ") }
        lineEnd = isSecond ? nil : scalar
        continue
      case "\t", "\u{B}", "\u{C}": result.append(" ")
      default: result.append(scalar)
      }
      lineEnd = nil
    }
    return String(result)
  }

  /// A number of the root without its white space; nil where it is missing, and so has its default.
  private func setting(_ name: String, _ properties: [String: String]) -> String? {
    guard let text = properties[name] else { return nil }
    let count = tree.nodes.first?.first { $0.name == name }?.values.count ?? 1
    if count > 1 { remarks.add("\(name) of \(self.name) has \(count) values; the first is used") }
    let value = text.filter { $0 != " " }
    if value.isEmpty { remarks.add("\(name)[] of \(self.name) is left out") }
    return value.isEmpty ? nil : value
  }

  /// `19`, or `columns:rows`; 19 where nothing is said.
  private func size(_ text: String?) throws(FileError) -> Size {
    guard let text else { return (19, 19) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, 1...2 ~= numbers.count, let columns = numbers.first,
      let rows = numbers.last, columns >= 1, rows >= 1
    else { throw corrupt("SZ[\(FileError.excerpt(text))] is not a board size") }
    guard max(rows, columns) <= 52 else {
      throw FileError(
        .unsupported, path, "\(name) has a board of \(max(rows, columns)) lines; the maximum is 52")
    }
    return (rows, columns)
  }

  // MARK: Nodes

  /// Stones that are set up come before the node's move, though no node should have both.
  private func read(
    _ node: [SGFTree.Property], _ size: Size, into record: inout GoRecord
  ) throws(FileError) {
    let count = record.moves.count
    let setup = try setup(node, size, count == 0 ? "before move 1" : "after move \(count)")
    let moves = try moves(node, size, from: count + 1)
    if !setup.isEmpty, !moves.isEmpty {
      remarks.add("\(name) sets up stones and plays a move in the same node; the setup stones come first")
    }
    record.add(setup, moves)
  }

  private func moves(
    _ node: [SGFTree.Property], _ size: Size, from first: Int
  ) throws(FileError) -> [GoRecord.Move] {
    let isForced = node.contains { $0.name == "KO" }
    var moves: [GoRecord.Move] = []
    for property in node where property.name == "B" || property.name == "W" {
      let number = first + moves.count
      if property.values.count > 1 {
        remarks.add("move \(number) of \(name) has \(property.values.count) points; the first is used")
      }
      let place = try place(property.values[0], size) { "\(property.name)[\($0)], move \(number)," }
      moves.append(.init(stone: property.name == "B" ? .black : .white, place: place, isForced: isForced))
    }
    if moves.count > 1 {
      remarks.add(
        "moves \(first) and \(first + 1) of \(name) are in one node, and are played in order")
    }
    if isForced, moves.isEmpty { remarks.add("a KO of \(name) is in a node without a move, and is left out") }
    return moves
  }

  /// The order of properties in a node means nothing: of colours on one point, white counts before black, and empty
  /// before both.
  private func setup(
    _ node: [SGFTree.Property], _ size: Size, _ snapshot: String
  ) throws(FileError) -> [GoRecord.Placement] {
    var placements: [GoRecord.Placement] = []
    // Which property named each point last.
    var names: [String?] = []
    for (name, stone) in [("AB", GoBoard.Stone.black), ("AW", .white), ("AE", nil)] {
      for value in node.first(where: { $0.name == name })?.values ?? [] {
        guard let area = try rectangle(value, size, name, snapshot) else { continue }
        if names.isEmpty { names = Array(repeating: nil, count: size.rows * size.columns) }
        for row in area.rows {
          for column in area.columns {
            let before = names[row * size.columns + column]
            if let before, before != name {
              remarks.add(
                "\(self.name) sets up a point by \(before) and \(name) \(snapshot), and \(name) counts")
            }
            names[row * size.columns + column] = name
          }
        }
        placements.append(.init(stone: stone, rows: area.rows, columns: area.columns))
      }
    }
    return placements
  }

  // MARK: Points

  /// nil for a pass: nothing, or `tt` on a board of up to 19 lines.
  private func place(
    _ value: [UInt8], _ size: Size, _ description: (_ value: String) -> String
  ) throws(FileError) -> (row: Int, column: Int)? {
    let letters = value.filter { $0 > 0x20 }
    if letters.isEmpty || letters.elementsEqual("tt".utf8) && max(size.rows, size.columns) <= 19 {
      return nil
    }
    guard let point = point(letters, size) else {
      let board = GoRecord.sizeText(size.rows, size.columns)
      throw corrupt("\(description(excerpt(value))) is not a point on a board of \(board)")
    }
    return point
  }

  private func point(_ letters: [UInt8], _ size: Size) -> (row: Int, column: Int)? {
    let numbers = letters.map(line)
    guard numbers.count == 2, let column = numbers[0], let row = numbers[1], column < size.columns,
      row < size.rows
    else { return nil }
    return (row, column)
  }

  /// A point, or a rectangle by its corners: `aa:cc`. nil for an empty value.
  private func rectangle(
    _ value: [UInt8], _ size: Size, _ property: String, _ snapshot: String
  ) throws(FileError) -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>)? {
    let letters = value.filter { $0 > 0x20 }
    let description = "\(property)[\(excerpt(value))] \(snapshot)"
    if letters.isEmpty {
      remarks.add("\(description) of \(name) has no point, and is left out")
      return nil
    }
    let ends = letters.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Array.init)
    guard ends.count <= 2, let first = point(ends[0], size), let last = point(ends[ends.count - 1], size)
    else {
      let what = ends.count == 1 ? "point" : "rectangle"
      throw corrupt(
        "\(description) is not a \(what) on a board of \(GoRecord.sizeText(size.rows, size.columns))")
    }
    if first.row > last.row || first.column > last.column {
      remarks.add("\(description) of \(name) does not go from the upper left to the lower right")
    }
    return (
      min(first.row, last.row)...max(first.row, last.row),
      min(first.column, last.column)...max(first.column, last.column)
    )
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
