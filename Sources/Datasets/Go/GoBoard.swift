import Engine

/// A board of Go, and its rules: stones that touch are one group; a group without a free point beside it is taken off.
public struct GoBoard: Sendable, Equatable {
  /// The colour of a stone; the raw value is the number that `tensor` gives it.
  public enum Stone: Int8, Sendable {
    /// The one who begins.
    case black = 1
    /// The other one.
    case white = -1

    /// The other colour.
    public var other: Stone { self == .black ? .white : .black }
  }

  /// Why a stone cannot be placed.
  public enum Refusal: Error, Sendable, Equatable {
    /// Its point is not on the board, or holds a stone; its group would have no free point and takes nothing; or it would
    /// take back at once the stone that has just taken one.
    case outside, occupied, suicide, ko
  }

  /// How many lines run from left to right.
  public let rows: Int
  /// How many lines run from top to bottom.
  public let columns: Int
  /// Row by row from above; nil where nothing stands.
  private var points: [Stone?]
  /// Where a single stone was just taken, which must not be taken back at once.
  private var ko: Int?

  /// - Parameter size: lines in each direction.
  /// - Precondition: a size from 1 to 52, as records can name points.
  public init(size: Int = 19) { self.init(rows: size, columns: size) }

  /// - Parameters:
  ///   - rows: lines that run from left to right.
  ///   - columns: lines that run from top to bottom.
  /// - Precondition: sides from 1 to 52.
  public init(rows: Int, columns: Int) {
    precondition((1...52).contains(rows) && (1...52).contains(columns), "a board that a record can describe")
    (self.rows, self.columns) = (rows, columns)
    points = [Stone?](repeating: nil, count: rows * columns)
  }

  /// Row and column count from 0, from the upper left.
  /// - Parameters:
  ///   - row: from 0 at the top; it must be on the board.
  ///   - column: from 0 at the left; it must be on the board.
  /// - Returns: the stone; nil where none stands.
  public subscript(row: Int, column: Int) -> Stone? {
    get { points[row * columns + column] }
    // A position is set up without asking the rules.
    set {
      points[row * columns + column] = newValue
      ko = nil
    }
  }

  private func neighbours(_ point: Int) -> [Int] {
    let (row, column) = (point / columns, point % columns)
    var found: [Int] = []
    if row > 0 { found.append(point - columns) }
    if column > 0 { found.append(point - 1) }
    if column < columns - 1 { found.append(point + 1) }
    if row < rows - 1 { found.append(point + columns) }
    return found
  }

  /// The stones that hang together with the one at a point, and the free points beside them.
  private func group(_ point: Int) -> (stones: [Int], liberties: Int) {
    guard let color = points[point] else { return ([], 0) }
    var isSeen = [Bool](repeating: false, count: points.count)
    isSeen[point] = true
    var (stones, pending, liberties) = ([Int](), [point], 0)
    while let next = pending.popLast() {
      stones.append(next)
      for neighbour in neighbours(next) where !isSeen[neighbour] {
        if points[neighbour] == nil {
          isSeen[neighbour] = true
          liberties += 1
        } else if points[neighbour] == color {
          isSeen[neighbour] = true
          pending.append(neighbour)
        }
      }
    }
    return (stones, liberties)
  }

  /// How many free points the group of the stone at a point has; 0 where nothing stands.
  /// - Parameters:
  ///   - row: from 0 at the top; it must be on the board.
  ///   - column: from 0 at the left; it must be on the board.
  /// - Returns: their number.
  public func liberties(_ row: Int, _ column: Int) -> Int { group(row * columns + column).liberties }

  /// Places a stone, and takes off what it captures.
  /// - Parameters:
  ///   - stone: whose move it is.
  ///   - row: from 0 at the top.
  ///   - column: from 0 at the left.
  /// - Returns: how many stones were taken.
  /// - Throws: the `Refusal` that says why it must not stand there; the board is as before.
  @discardableResult
  public mutating func play(_ stone: Stone, _ row: Int, _ column: Int) throws(Refusal) -> Int {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else { throw .outside }
    let point = row * columns + column
    guard points[point] == nil else { throw .occupied }
    let before = self
    points[point] = stone
    var taken: [Int] = []
    for neighbour in neighbours(point) where points[neighbour] == stone.other {
      let group = group(neighbour)
      guard group.liberties == 0 else { continue }
      for captured in group.stones { points[captured] = nil }
      taken += group.stones
    }
    // Who took it may fill the point; only who takes the taker's stone repeats the position.
    guard point != ko || taken.isEmpty else {
      self = before
      throw .ko
    }
    let own = group(point)
    guard own.liberties > 0 else {
      self = before
      throw .suicide
    }
    ko = taken.count == 1 && own.stones.count == 1 && own.liberties == 1 ? taken[0] : nil
    return taken.count
  }

  /// Places a stone whatever stands there and whatever the rules say, takes off what it captures, and else its own group
  /// where that has no free point: how a record's move is carried out that is marked as forbidden.
  /// - Parameters:
  ///   - stone: whose move it is.
  ///   - row: from 0 at the top; it must be on the board.
  ///   - column: from 0 at the left; it must be on the board.
  public mutating func force(_ stone: Stone, _ row: Int, _ column: Int) {
    let point = row * columns + column
    points[point] = stone
    ko = nil
    for neighbour in neighbours(point) where points[neighbour] == stone.other { removeIfDead(neighbour) }
    removeIfDead(point)
  }

  private mutating func removeIfDead(_ point: Int) {
    let group = group(point)
    if group.liberties == 0 { for stone in group.stones { points[stone] = nil } }
  }

  /// A move that places nothing.
  public mutating func pass() { ko = nil }

  /// Takes off every group without a free point, as no position has any.
  mutating func removeTheDead() {
    for point in points.indices where points[point] != nil { removeIfDead(point) }
  }

  /// As the lecture codes it: black 1, white −1, none 0; seen by `player`, own stones are 1.
  /// - Parameter player: whose stones are 1.
  /// - Returns: `[rows, columns]`, float32.
  /// - Throws: `TensorError.memory`.
  public func tensor(for player: Stone = .black) throws(TensorError) -> Tensor {
    let sign = Float(player.rawValue)
    return try Tensor(points.map { $0.map { Float($0.rawValue) * sign } ?? 0 }, [rows, columns])
  }
}
