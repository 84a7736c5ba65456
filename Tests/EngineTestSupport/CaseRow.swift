import Engine

/// One row of a table in `Tests/cases`, and how its cells are read. `Tests/cases/README.md` describes the format.
public struct CaseRow: Sendable, CustomStringConvertible {
  /// A cell that holds something else than what the test takes from it.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
  }

  public let id: String
  private let cells: [String: String]

  init(id: String, cells: [String: String]) { (self.id, self.cells) = (id, cells) }

  public var description: String { id }

  /// Whether an option is given: a column that the table lacks is as good as `-`.
  public func isGiven(_ column: String) -> Bool { (cells[column] ?? "-") != "-" }

  public func text(_ column: String) throws -> String {
    guard let text = cells[column] else { throw Failure("there is no column \(column)") }
    return text
  }

  public func integer(_ column: String, default initial: Int? = nil) throws -> Int {
    try parsed(column, initial, Int.init)
  }

  public func number(_ column: String, default initial: Double? = nil) throws -> Double {
    try parsed(column, initial, Double.init)
  }

  public func flag(_ column: String, default initial: Bool = false) throws -> Bool {
    try parsed(column, initial) { ["0": false, "1": true][$0] }
  }

  /// `2x3` as [2, 3]; an empty cell is a tensor without dimensions.
  public func extents(_ column: String, default initial: [Int]? = nil) throws -> [Int] {
    try parsed(column, initial) { text in
      let extents = text.split(separator: "x").map { Int($0) }
      return extents.contains(nil) ? nil : extents.compactMap(\.self)
    }
  }

  /// `2` for both directions, or `1x2` for rows and columns.
  public func pair(_ column: String, default initial: Pair? = nil) throws -> Pair {
    try parsed(column, initial) { text in
      let numbers = text.split(separator: "x").compactMap { Int($0) }
      return switch numbers.count {
      case 1: Pair(numbers[0], numbers[0])
      case 2: Pair(numbers[0], numbers[1])
      default: nil
      }
    }
  }

  private func parsed<T>(_ column: String, _ initial: T?, _ parse: (String) -> T?) throws -> T {
    if let initial, !isGiven(column) { return initial }
    let text = try text(column)
    guard let value = parse(text) else {
      throw Failure("the column \(column) holds \"\(text)\"")
    }
    return value
  }

  /// Whether PyTorch computed in float32, and the engine does too; else float64, and the engine does both.
  var isFloat32: Bool { cells["dtype"] == "float32" }

  /// Whether central differences must agree.
  var isSmooth: Bool { cells["smooth"] != "0" }
}
