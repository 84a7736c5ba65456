import Engine

/// Positions of Go that the rules alone label: can the stone in the middle be taken at once?
public enum GoGenerator {
  /// The names of the classes, in the order of their numbers.
  public static let classes = ["safe", "atari"]

  /// Pictures `[1, size, size]`, float32: stones like the one in the middle are 1, the others −1. "atari": its group has one
  /// free point left; "safe": two or more. What decides may lie as far away as the group reaches.
  /// - Parameters:
  ///   - count: how many pictures.
  ///   - size: odd, from 5 to 19.
  ///   - seed: fixes what is drawn.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: pictures `[count, 1, size, size]`, float32.
  /// - Throws: `size` for a count below 1, `option` for another size; `memory`, `cancelled`.
  public static func dataSet(
    _ count: Int, size: Int = 9, seed: UInt64, in execution: Execution = Execution()
  ) throws(TensorError) -> DataSet {
    guard count >= 1 else { throw TensorError(.size, "a data set has at least one position, not \(count)") }
    guard size % 2 == 1, (5...19).contains(size) else {
      throw TensorError(.option, "a board with a middle has 5, 7, … 19 lines, not \(size)")
    }
    let pictures = try Tensor(zeros: Shape(checking: [count, 1, size, size]))
    var order = (0..<count).map { $0 % 2 }
    var shuffle = RandomGenerator(seed: seed, stream: -1)
    order.shuffle(using: &shuffle)
    try pictures.write(as: Float.self) { numbers throws(TensorError) in
      for index in 0..<count {
        try execution.checkCancelled()
        var generator = RandomGenerator(seed: seed, stream: index)
        let board = position(isAtari: order[index] == 1, size, &generator)
        for row in 0..<size {
          for column in 0..<size {
            guard let stone = board[row, column] else { continue }
            numbers[(index * size + row) * size + column] = Float(stone.rawValue)
          }
        }
      }
    }
    return try DataSet(
      pictures: pictures,
      labels: Tensor(order.map(Int64.init), [count]), classes: classes)
  }

  private static func position(isAtari: Bool, _ size: Int, _ generator: inout RandomGenerator) -> GoBoard {
    let middle = size / 2
    while true {
      // Both kinds come from boards as full as each other, so that counting stones tells nothing.
      let share = generator.uniform(0.35, 0.65)
      var board = GoBoard(size: size)
      for row in 0..<size {
        for column in 0..<size where generator.uniform() < share {
          board[row, column] = generator.isHeads() ? .black : .white
        }
      }
      board[middle, middle] = .black
      board.removeTheDead()
      guard board[middle, middle] != nil else { continue }
      if (board.liberties(middle, middle) == 1) == isAtari { return board }
    }
  }
}
