/// Singular values by rotating pairs of columns until all are at right angles (Hestenes 1958): another way than the kernel's,
/// which is held against it. In float64, whatever the elements are.
enum JacobiLoops {
  /// A = U·diag(s)·V for a matrix with at least as many rows as columns.
  /// - Parameters:
  ///   - a: the matrix.
  ///   - u: becomes U, transposed.
  ///   - s: becomes the singular values, largest first.
  ///   - v: becomes V.
  /// - Returns: whether the columns came to be at right angles.
  static func decompose(
    _ a: Tensor, _ u: Tensor, _ s: Tensor, _ v: Tensor, _ execution: Execution
  ) throws(TensorError) -> Bool {
    let (m, n) = (a.shape[0], a.shape[1])
    var columns = (0..<n).map { column in (0..<m).map { a.element($0 * n + column) } }
    var turns = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0 } }
    var isDone = false
    for _ in 0..<60 where !isDone {
      isDone = true
      for first in 0..<n {
        try execution.checkCancelled()
        for second in (first + 1)..<max(n, first + 1) where rotate(&columns, &turns, first, second) {
          isDone = false
        }
      }
    }
    write(columns, turns, u, s, v)
    return isDone
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Puts two columns at right angles; false where they are already.
  private static func rotate(
    _ columns: inout [[Double]], _ turns: inout [[Double]], _ first: Int, _ second: Int
  ) -> Bool {
    let product = dot(columns[first], columns[second])
    let (p, q) = (dot(columns[first], columns[first]), dot(columns[second], columns[second]))
    guard abs(product) > 1e-15 * (p * q).squareRoot() else { return false }
    let cotangent = (q - p) / (2 * product)
    let tangent = (cotangent < 0 ? -1 : 1) / (abs(cotangent) + (1 + cotangent * cotangent).squareRoot())
    let c = 1 / (1 + tangent * tangent).squareRoot()
    let sine = c * tangent
    for place in columns[first].indices {
      let (x, y) = (columns[first][place], columns[second][place])
      (columns[first][place], columns[second][place]) = (c * x - sine * y, sine * x + c * y)
    }
    for place in turns[first].indices {
      let (x, y) = (turns[first][place], turns[second][place])
      (turns[first][place], turns[second][place]) = (c * x - sine * y, sine * x + c * y)
    }
    return true
  }

  /// Lengths and directions, sorted. Columns of no length get directions at right angles to all others.
  private static func write(
    _ columns: [[Double]], _ turns: [[Double]], _ u: Tensor, _ s: Tensor, _ v: Tensor
  ) {
    let lengths = columns.map { dot($0, $0).squareRoot() }
    let order = lengths.indices.sorted { lengths[$0] > lengths[$1] }
    var directions: [[Double]] = []
    let least = (lengths.max() ?? 0) * 1e-15
    for column in order {
      let own = columns[column].map { $0 / lengths[column] }
      directions.append(lengths[column] > least ? own : missing(besides: directions, columns[column].count))
    }
    func put(_ tensor: Tensor, _ numbers: [Double]) {
      if tensor.dtype == .float32 {
        tensor.write(as: Float.self) { target in for i in numbers.indices { target[i] = Float(numbers[i]) } }
      } else {
        tensor.write(as: Double.self) { target in for i in numbers.indices { target[i] = numbers[i] } }
      }
    }
    put(u, directions.flatMap(\.self))
    put(s, order.map { lengths[$0] })
    put(v, order.flatMap { turns[$0] })
  }

  /// A direction at right angles to all of these.
  private static func missing(besides directions: [[Double]], _ count: Int) -> [Double] {
    for axis in 0..<count {
      var candidate = (0..<count).map { $0 == axis ? 1.0 : 0 }
      for _ in 0..<2 {
        for direction in directions {
          let part = dot(candidate, direction)
          for place in 0..<count { candidate[place] -= part * direction[place] }
        }
      }
      let length = dot(candidate, candidate).squareRoot()
      if length > 0.5 / Double(count).squareRoot() { return candidate.map { $0 / length } }
    }
    return [Double](repeating: 0, count: count)
  }
}
