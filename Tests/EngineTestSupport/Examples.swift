import Engine

/// Shapes and numbers to try an operation on.
public enum Examples {
  /// Shapes of every kind: no dimensions, one element, none, several.
  public static let shapes: [[Int]] = [[], [1], [5], [2, 3], [2, 1, 3], [0], [3, 0, 2], [2, 2, 1, 2]]

  public struct Pair: Sendable, CustomStringConvertible {
    public let a: [Int]
    public let b: [Int]

    public init(_ a: [Int], _ b: [Int]) { (self.a, self.b) = (a, b) }

    public var description: String { "\(a) with \(b)" }
  }

  /// Pairs of shapes that broadcast in every way: equal, one number, rows, columns, both sides, in the middle, empty.
  public static let pairs: [Pair] = [
    Pair([], []), Pair([3], [3]), Pair([2, 3], []), Pair([], [2, 3]), Pair([2, 3], [3]), Pair([3], [2, 3]),
    Pair([2, 3], [2, 1]), Pair([2, 1], [1, 3]), Pair([2, 1, 3], [4, 1]), Pair([2, 3, 2], [3, 1]),
    Pair([1, 2, 1, 2], [2, 1, 2, 1]), Pair([1], [1, 1, 1]), Pair([0, 3], [3]), Pair([2, 0], [1, 1]),
  ]

  /// Numbers that look random and are the same in every run (Knuth's linear congruential generator, MMIX).
  public static func tensor(
    _ shape: [Int], from low: Double = -1, to high: Double = 1, seed: UInt64 = 1, _ dtype: DType = .float64
  ) throws -> Tensor {
    let shape = try Shape(checking: shape)
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    let elements = (0..<shape.count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return low + (high - low) * Double(state >> 33) / Double(1 << 31)
    }
    return try Tensor(elements, shape).converted(to: dtype)
  }

  /// The error that applying an operation to zeros of these shapes gives.
  public static func error(_ operation: any Operation, on shapes: [Int]...) -> TensorError? {
    do {
      _ = try operation.apply(try shapes.map { try Tensor(zeros: try Shape(checking: $0)) })
      return nil
    } catch {
      return error as? TensorError
    }
  }
}
