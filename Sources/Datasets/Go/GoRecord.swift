import Engine

/// A game of Go from a record: its main line.
public struct GoRecord: Sendable, Equatable {
  /// One move of the game.
  public struct Move: Sendable, Equatable {
    /// Whose move it is.
    public let stone: GoBoard.Stone
    /// Row and column from 0; nil for a pass.
    public let place: (row: Int, column: Int)?
    /// Whether the record says (`KO`) that it was played although the rules forbid it.
    public let isForced: Bool

    public static func == (a: Move, b: Move) -> Bool {
      a.stone == b.stone && a.place?.row == b.place?.row && a.place?.column == b.place?.column
        && a.isForced == b.isForced
    }
  }

  /// A rectangle of points that are set to a stone, or emptied, outside the rules.
  public struct Placement: Sendable, Equatable {
    /// The stone that is set; nil where points are emptied.
    public let stone: GoBoard.Stone?
    /// The rows of the rectangle, from 0 at the top.
    public let rows: ClosedRange<Int>
    /// Its columns, from 0 at the left.
    public let columns: ClosedRange<Int>
  }

  /// How many lines of the board run from left to right.
  public let rows: Int
  /// How many lines run from top to bottom.
  public let columns: Int
  /// The moves of the main line, in their order.
  public private(set) var moves: [Move] = []
  /// What is set up before each move, and behind the last: one more than there are moves.
  public private(set) var setups: [[Placement]] = [[]]
  /// Who played, and how it ended, where that is said: by the properties' names, such as PB, PW, RE.
  public let properties: [String: String]
  /// What messages call it.
  private let name: String

  init(rows: Int, columns: Int, properties: [String: String], name: String) {
    (self.rows, self.columns, self.properties, self.name) = (rows, columns, properties, name)
  }

  mutating func add(_ setup: [Placement], _ moves: [Move]) {
    setups[setups.count - 1] += setup
    self.moves += moves
    setups += moves.map { _ in [] }
  }

  /// The stones that stand before the first move.
  public var start: GoBoard {
    var board = GoBoard(rows: rows, columns: columns)
    place(setups[0], on: &board)
    return board
  }

  /// The position after a number of moves, with what the record then sets up.
  /// - Parameters:
  ///   - count: how many moves, from 0 to all of them.
  ///   - path: what messages call the file.
  ///   - execution: what may stop it.
  /// - Returns: the board.
  /// - Throws: `corrupt` with the number of the first move that the rules forbid; `cancelled`.
  public func position(
    after count: Int, path: String = "", in execution: Execution = Execution()
  ) throws(FileError) -> GoBoard {
    var board = start
    for number in 0..<count {
      try execution.checkCancelled(path)
      try play(number, on: &board, path: path)
    }
    return board
  }

  /// Plays one move, counted from 0, and sets up what comes before the next.
  func play(_ number: Int, on board: inout GoBoard, path: String) throws(FileError) {
    let move = moves[number]
    defer { place(setups[number + 1], on: &board) }
    guard let place = move.place else { return board.pass() }
    if move.isForced { return board.force(move.stone, place.row, place.column) }
    do throws(GoBoard.Refusal) { try board.play(move.stone, place.row, place.column) } catch {
      if error == .suicide && allowsSuicide { return board.force(move.stone, place.row, place.column) }
      let reason =
        switch error {
        case .outside: "is outside the board"
        case .occupied: "is on a stone"
        case .suicide: "has no liberty and captures nothing"
        case .ko: "retakes a ko at once"
        }
      throw FileError(
        .corrupt, path,
        "move \(number + 1) of \(name), row \(place.row + 1), column \(place.column + 1), \(reason)",
        help: number == 0 ? nil : "the position before it is the one after move=\(number)")
    }
  }

  /// The rules of New Zealand and Ing's let a player take off stones of one's own.
  private var allowsSuicide: Bool {
    let rules = (properties["RU"] ?? "").lowercased()
    return rules == "nz" || rules.hasPrefix("new zealand") || rules == "goe" || rules.hasPrefix("ing")
  }

  private func place(_ setup: [Placement], on board: inout GoBoard) {
    for part in setup {
      for row in part.rows { for column in part.columns { board[row, column] = part.stone } }
    }
  }

  /// `19 lines`, or `13 × 19 lines`.
  static func sizeText(_ rows: Int, _ columns: Int) -> String {
    rows == columns ? "\(rows) lines" : "\(rows) × \(columns) lines"
  }
}
