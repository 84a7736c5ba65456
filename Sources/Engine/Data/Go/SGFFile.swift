/// A game of Go from an SGF record (FF[4], red-bean.com/sgf): its main line.
public struct GoRecord: Sendable, Equatable {
  public struct Move: Sendable, Equatable {
    public let stone: GoBoard.Stone
    /// Row and column from 0; nil for a pass.
    public let place: (row: Int, column: Int)?

    public static func == (a: Move, b: Move) -> Bool {
      a.stone == b.stone && a.place?.row == b.place?.row && a.place?.column == b.place?.column
    }
  }

  public let size: Int
  /// The stones that stand before the first move.
  public let start: GoBoard
  public let moves: [Move]
  /// Who played, and how it ended, where that is said: by the properties' names, such as PB, PW, RE.
  public let properties: [String: String]

  /// The position after a number of moves.
  /// - Throws: `corrupt` with the number of the first move that the rules forbid.
  public func position(after count: Int, path: String = "") throws(FileError) -> GoBoard {
    var board = start
    for (number, move) in moves.prefix(count).enumerated() {
      guard let place = move.place else {
        board.pass()
        continue
      }
      do throws(GoBoard.Refusal) { try board.play(move.stone, place.row, place.column) } catch {
        let reason =
          switch error {
          case .outside: "lies outside the board"
          case .occupied: "is on a stone"
          case .suicide: "has no free point and takes nothing"
          case .ko: "takes a ko back at once"
          }
        throw FileError(
          .corrupt, path,
          "move \(number + 1) of \(FileError.name(path)), row \(place.row + 1), column \(place.column + 1), "
            + reason)
      }
    }
    return board
  }
}

/// Reads SGF.
public enum SGFFile {
  /// The first game of a collection, along the first branch of each choice.
  /// - Throws: `wrongKind` for what is no SGF, `truncated`, `corrupt`, `unsupported` for another game or a board beyond 52.
  public static func decode(_ bytes: [UInt8], path: String = "") throws(FileError) -> GoRecord {
    var reader = SGFReader(bytes, path)
    let nodes = try reader.mainLine()
    return try reader.record(nodes)
  }
}

private struct SGFReader {
  private let bytes: [UInt8]
  private let path: String
  private var position = 0

  typealias Node = [(name: String, values: [String])]

  init(_ bytes: [UInt8], _ path: String) { (self.bytes, self.path) = (bytes, path) }

  private var name: String { FileError.name(path) }

  private func corrupt(_ message: String) -> FileError {
    FileError(.corrupt, path, "\(name) is no sound record: \(message)")
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte <= 0x20 { position += 1 }
  }

  /// The nodes from the first `(` on; where games branch, the first branch.
  mutating func mainLine() throws(FileError) -> [Node] {
    while let byte = next, byte != UInt8(ascii: "(") { position += 1 }
    guard next != nil else {
      throw FileError(.wrongKind, path, "\(name) is no SGF record: there is no `(` in it")
    }
    position += 1
    var nodes: [Node] = []
    while true {
      skipSpaces()
      switch next {
      case UInt8(ascii: ";"):
        position += 1
        nodes.append(try node())
      // A branch: its first one is the main line.
      case UInt8(ascii: "("): position += 1
      case UInt8(ascii: ")"):
        guard !nodes.isEmpty else {
          throw FileError(.wrongKind, path, "\(name) is no SGF record: it holds no node")
        }
        return nodes
      case nil:
        throw FileError(
          .truncated, path, "\(name) is cut short: a `)` is missing", help: "take another copy of the file")
      case .some(let byte):
        throw corrupt("`\(FileError.excerpt(String(Unicode.Scalar(byte))))` stands between nodes")
      }
    }
  }

  private mutating func node() throws(FileError) -> Node {
    var properties: Node = []
    while true {
      skipSpaces()
      guard let byte = next, isLetter(byte) else { return properties }
      var name = ""
      while let byte = next, isLetter(byte) {
        // Old records write names with small letters between, which do not count.
        if byte < UInt8(ascii: "a") { name.unicodeScalars.append(Unicode.Scalar(byte)) }
        position += 1
      }
      var values: [String] = []
      skipSpaces()
      while next == UInt8(ascii: "[") {
        values.append(try value(of: name))
        skipSpaces()
      }
      guard !values.isEmpty else { throw corrupt("\(FileError.excerpt(name)) has no value") }
      properties.append((name, values))
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  private mutating func value(of name: String) throws(FileError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "]") {
      position += 1
      if byte == UInt8(ascii: "\\"), let escaped = next {
        position += 1
        if escaped != UInt8(ascii: "\n") { text.append(escaped) }
      } else {
        text.append(byte)
      }
    }
    guard next != nil else {
      throw FileError(
        .truncated, path, "\(self.name) is cut short within \(FileError.excerpt(name))",
        help: "take another copy of the file")
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: Meaning

  func record(_ nodes: [Node]) throws(FileError) -> GoRecord {
    var properties: [String: String] = [:]
    for (name, values) in nodes[0] where properties[name] == nil { properties[name] = values[0] }
    if let game = properties["GM"], game.filter({ $0 != " " }) != "1" {
      throw FileError(
        .unsupported, path, "\(name) is a record of another game than Go (GM[\(FileError.excerpt(game))])")
    }
    let size = try self.size(properties["SZ"])
    var board = GoBoard(size: size)
    var moves: [GoRecord.Move] = []
    for node in nodes {
      for (name, values) in node {
        switch name {
        case "AB", "AW", "AE":
          guard moves.isEmpty else { throw corrupt("\(name) sets stones after the first move") }
          for value in values {
            for place in try places(value, size) {
              board[place.row, place.column] = name == "AE" ? nil : name == "AB" ? .black : .white
            }
          }
        case "B", "W":
          moves.append(.init(stone: name == "B" ? .black : .white, place: try place(values[0], size)))
        default: break
        }
      }
    }
    return GoRecord(size: size, start: board, moves: moves, properties: properties)
  }

  private func size(_ text: String?) throws(FileError) -> Int {
    guard let text else { return 19 }
    guard let size = Int(text.filter { $0 != " " }), size >= 1 else {
      throw corrupt("SZ[\(FileError.excerpt(text))] is no size of a square board")
    }
    guard size <= 52 else {
      throw FileError(.unsupported, path, "\(name) has a board of \(size) lines, and 52 are the most")
    }
    return size
  }

  /// nil for a pass: nothing, or `tt` on a board of up to 19 lines.
  private func place(_ text: String, _ size: Int) throws(FileError) -> (row: Int, column: Int)? {
    let text = text.filter { !$0.isWhitespace }
    if text.isEmpty || (text == "tt" && size <= 19) { return nil }
    let numbers = text.unicodeScalars.map(line)
    guard numbers.count == 2, let column = numbers[0], let row = numbers[1], column < size, row < size else {
      throw corrupt("[\(FileError.excerpt(text))] is no point of a board of \(size) lines")
    }
    return (row, column)
  }

  /// A point, or a rectangle as `aa:cc`.
  private func places(_ text: String, _ size: Int) throws(FileError) -> [(row: Int, column: Int)] {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = try place(String(ends[0]), size), ends.count <= 2,
      let last = try ends.count == 2 ? place(String(ends[1]), size) : first, first.row <= last.row,
      first.column <= last.column
    else { throw corrupt("[\(FileError.excerpt(text))] is no point, and no rectangle of points") }
    return (first.row...last.row).flatMap { row in (first.column...last.column).map { (row, $0) } }
  }

  /// a–z are the first 26 lines, A–Z the others.
  private func line(_ letter: Unicode.Scalar) -> Int? {
    switch letter {
    case "a"..."z": Int(letter.value - 97)
    case "A"..."Z": Int(letter.value - 65) + 26
    default: nil
    }
  }
}
