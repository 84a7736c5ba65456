import Engine

/// A data set that is drawn: each class as often as the others, in random order, picture i by random numbers of its own.
enum GeneratedSet {
  /// - Parameter draw: gives the bytes of one picture, channel after channel.
  /// - Throws: `size` unless at least one picture is asked for; `memory`, `cancelled`.
  static func make(
    _ count: Int, classes: [String], shape: [Int], seed: UInt64, in execution: Execution,
    _ draw: (_ label: Int, inout RandomGenerator) -> [UInt8]
  ) throws(TensorError) -> DataSet {
    guard count >= 1 else { throw TensorError(.size, "a data set has at least one picture, not \(count)") }
    let size = shape.reduce(1, *)
    let pictures = try Tensor(zeros: Shape(checking: [count] + shape), .uint8)
    var order = (0..<count).map { $0 % classes.count }
    var shuffle = RandomGenerator(seed: seed, stream: -1)
    order.shuffle(using: &shuffle)
    try pictures.write(as: UInt8.self) { target throws(TensorError) in
      for index in 0..<count {
        try execution.checkCancelled()
        var generator = RandomGenerator(seed: seed, stream: index)
        let bytes = draw(order[index], &generator)
        for offset in 0..<size { target[index * size + offset] = bytes[offset] }
      }
    }
    let labels = try Tensor(order.map(Int64.init), [count])
    return try DataSet(pictures: pictures, labels: labels, classes: classes)
  }
}

extension RandomGenerator {
  /// Evenly spread between two numbers.
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + uniform() * (high - low) }

  mutating func isHeads() -> Bool { uniform() < 0.5 }

  mutating func choose<T>(_ items: [T]) -> T {
    items[min(Int(clamping: uniform() * Double(items.count)), items.count - 1)]
  }
}
