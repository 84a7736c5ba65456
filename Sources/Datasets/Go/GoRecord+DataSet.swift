import Engine

extension GoRecord {
  /// The positions before each move of some games, and where the next stone went: what a network learns that plays Go
  /// (Silver et al. 2016, with one plane in place of 48). Passes are left out.
  ///
  /// Pictures `[1, rows, columns]`: stones of the one to move are 1, the other's −1. Classes are points, row by row: "3,16".
  /// - Parameters:
  ///   - records: the games, each with the path that messages call its file by.
  ///   - execution: what may stop it.
  /// - Returns: pictures `[moves, 1, rows, columns]`, float32.
  /// - Throws: `FileError` `missing` without games or without a move, `corrupt` for games that break the rules or of
  ///   different sizes, `tooLarge`, `cancelled`.
  public static func dataSet(
    _ records: [(record: GoRecord, path: String)], in execution: Execution = Execution()
  ) throws(FileError) -> DataSet {
    guard let first = records.first?.record else {
      throw FileError(.missing, "", "there is no game to learn from")
    }
    let (rows, columns) = (first.rows, first.columns)
    // Before anything is gone over: a picture of float32 for each move, and once more as a tensor. Moves that are in memory are
    // too few for the product to overflow.
    let most = records.reduce(0) { $0 + $1.record.moves.count } * rows * columns * 4
    let held = try HeldMemory(most, records[0].path)
    defer { withExtendedLifetime(held) {} }
    var (numbers, labels) = ([Float](), [Int64]())
    for (record, path) in records {
      guard record.rows == rows, record.columns == columns else {
        throw FileError(
          .corrupt, path,
          "\(FileError.name(path)) has a game on \(sizeText(record.rows, record.columns)), and the first is on "
            + sizeText(rows, columns))
      }
      var board = record.start
      for (number, move) in record.moves.enumerated() {
        try execution.checkCancelled(path)
        if let place = move.place {
          for row in 0..<rows {
            for column in 0..<columns {
              numbers.append(board[row, column].map { Float($0.rawValue * move.stone.rawValue) } ?? 0)
            }
          }
          labels.append(Int64(place.row * columns + place.column))
        }
        try record.play(number, on: &board, path: path)
      }
    }
    guard !labels.isEmpty else {
      throw FileError(
        .missing, records[0].path, "there is no move in \(FileError.name(records[0].path))")
    }
    let classes = (0..<rows * columns).map { "\($0 / columns + 1),\($0 % columns + 1)" }
    do throws(TensorError) {
      return try DataSet(
        pictures: Tensor(numbers, Shape(checking: [labels.count, 1, rows, columns])),
        labels: Tensor(labels, [labels.count]), classes: classes)
    } catch { throw FileError(.tooLarge, records[0].path, error.message, help: error.help) }
  }
}
