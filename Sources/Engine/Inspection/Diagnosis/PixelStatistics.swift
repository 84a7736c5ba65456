/// Mean and spread of pictures, and of the pixels at their borders.
struct PixelStatistics: Sendable {
  private var (count, sum, squares) = (0.0, 0.0, 0.0)
  private var (edgeCount, edgeSum) = (0.0, 0.0)
  /// Whether there are two pictures that are not the same.
  private(set) var varies = false

  /// - Parameter batch: `[N, C, H, W]`, or rows `[N, F]`, which have no border.
  mutating func add(_ batch: Tensor) {
    guard batch.count > 0 else { return }
    batch.dtype == .float64 ? add(batch, as: Double.self) : add(batch, as: Float.self)
  }

  private mutating func add<T: FloatingScalar>(_ batch: Tensor, as type: T.Type) {
    let size = batch.count / batch.shape[0]
    let (rows, columns) = batch.rank == 4 ? (batch.shape[2], batch.shape[3]) : (0, 0)
    batch.read(as: T.self) { numbers in
      var (sum, squares) = (0.0, 0.0)
      for number in numbers {
        sum += number.asDouble
        squares += number.asDouble * number.asDouble
      }
      self.sum += sum
      self.squares += squares
      if !varies { varies = (size..<numbers.count).contains { numbers[$0] != numbers[$0 - size] } }
      guard rows > 0 else { return }
      for plane in stride(from: 0, to: numbers.count, by: rows * columns) {
        for row in 0..<rows {
          let isEdge = row == 0 || row == rows - 1
          for column in stride(from: 0, to: columns, by: isEdge ? 1 : max(columns - 1, 1)) {
            edgeSum += numbers[plane + row * columns + column].asDouble
            edgeCount += 1
          }
        }
      }
    }
    count += Double(batch.count)
  }

  var mean: Double { sum / count }
  var deviation: Double { max(0, squares / count - mean * mean).squareRoot() }
  /// The mean of the outermost pixels; NaN for rows.
  var edge: Double { edgeSum / edgeCount }
}
