extension GoRecord {
  /// The positions before each move of some games, and where the next stone went: what a network learns that plays Go
  /// (Silver et al. 2016, with one plane in place of 48). Passes are left out.
  ///
  /// Pictures `[1, size, size]`: stones of the one to move are 1, the other's −1. Classes are points, row by row: "3,16".
  /// - Throws: `FileError` for games that break the rules, of different sizes, or without a move.
  public static func dataSet(
    _ records: [(record: GoRecord, path: String)], in execution: Execution = Execution()
  ) throws(FileError) -> DataSet {
    guard let size = records.first?.record.size else {
      throw FileError(.missing, "", "there is no game to learn from")
    }
    var (numbers, labels) = ([Float](), [Int64]())
    for (record, path) in records {
      guard record.size == size else {
        throw FileError(
          .corrupt, path, "\(path) is a game on \(record.size) lines, and \(records[0].path) on \(size)")
      }
      var board = record.start
      for (number, move) in record.moves.enumerated() {
        try execution.checkCancelled(path)
        guard let place = move.place else {
          board.pass()
          continue
        }
        for row in 0..<size {
          for column in 0..<size {
            numbers.append(board[row, column].map { Float($0.rawValue * move.stone.rawValue) } ?? 0)
          }
        }
        labels.append(Int64(place.row * size + place.column))
        do throws(GoBoard.Refusal) { try board.play(move.stone, place.row, place.column) } catch {
          _ = try record.position(after: number + 1, path: path)
        }
      }
    }
    guard !labels.isEmpty else {
      throw FileError(.missing, records[0].path, "there is no move in \(records[0].path)")
    }
    let classes = (0..<size * size).map { "\($0 / size + 1),\($0 % size + 1)" }
    do throws(TensorError) {
      return try DataSet(
        pictures: Tensor(numbers, Shape(checking: [labels.count, 1, size, size])),
        labels: Tensor(labels, [labels.count]), classes: classes)
    } catch { throw FileError(.tooLarge, records[0].path, error.message, help: error.help) }
  }
}
