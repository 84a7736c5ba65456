/// Which class scores speak for.
enum Classification {
  /// The class with the largest score in each row, from 0; the first of equal ones.
  static func classes(_ scores: Tensor) -> [Int] {
    scores.dtype == .float32 ? classes(scores, as: Float.self) : classes(scores, as: Double.self)
  }

  private static func classes<T: FloatingScalar>(_ scores: Tensor, as type: T.Type) -> [Int] {
    let width = scores.shape[1]
    return scores.read(as: T.self) { scores in
      stride(from: 0, to: scores.count, by: width).map { start in
        var best = 0
        for offset in 1..<max(width, 1) where scores[start + offset] > scores[start + best] { best = offset }
        return best
      }
    }
  }

  /// How many rows have their largest score at the label.
  static func right(_ scores: Tensor, _ labels: Tensor) -> Int {
    let classes = classes(scores)
    return classes.indices.count { Double(classes[$0]) == labels.element($0) }
  }
}
