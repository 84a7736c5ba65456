import Engine
import EngineTestSupport
import Testing

/// Extreme elements and their places by kernels against plain loops, bit by bit, at every CPU level, with one and two
/// threads.
@Suite struct ExtremesKernelTests {
  /// Few different numbers, so that there are many ties; with zeros of both signs.
  static func ties(_ count: Int) -> [Double] {
    (0..<count).map { [1, -2, 0, -0.0, 2, 2, -1, -2, 0.5][($0 * 7 + $0 / 9) % 9] }
  }

  static let shapes: [[Int]] =
    (1...40).map { [$0] } + (1...20).map { [9, $0] } + (1...20).map { [$0, 7, 2] }
    + [[100_003], [3, 33_000], [33_000, 3], [70_000, 1, 2], [300, 1100], [5, 40, 41]]

  private func bits(_ x: Tensor) -> [UInt64] { x.elements.map { $0.isNaN ? 1 : $0.bitPattern } }

  private func expectSame(_ operation: any Operation, _ x: Tensor, _ executions: [Execution]) throws {
    let expected = try operation.apply([x], in: Executions.reference)
    for execution in executions {
      let ours = try operation.apply([x], in: execution)
      #expect(ours.shape == expected.shape)
      #expect(bits(ours) == bits(expected), "\(operation.name) of \(x.shape), \(x.dtype)")
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func kernelsAreTheReference(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for shape in Self.shapes {
      let count = shape.reduce(1, *)
      var withNaN = Self.ties(count)
      for place in [count / 2, count * 2 / 3, count - 1] { withNaN[place] = .nan }
      for numbers in [Self.ties(count), withNaN, (0..<count).map { _ in -.infinity }] {
        let x = try Tensor(numbers, try Shape(checking: shape)).converted(to: dtype)
        for axis in shape.indices {
          try expectSame(MaxReduce(axes: [axis]), x, executions)
          try expectSame(MinReduce(axes: [axis]), x, executions)
          try expectSame(ArgMax(axis: axis), x, executions)
          try expectSame(ArgMin(axis: axis), x, executions)
        }
        try expectSame(MaxReduce(), x, executions)
        try expectSame(MinReduce(), x, executions)
        try expectSame(ArgMax(), x, executions)
        if shape.count == 3 {
          try expectSame(MaxReduce(axes: [0, 2]), x, executions)
          try expectSame(MinReduce(axes: [0, 1]), x, executions)
          try expectSame(MaxReduce(axes: [1, 2]), x, executions)
        }
      }
    }
  }

  @Test func workStopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [1000, 1000])
    for axes in [[], [0], [1]] as [[Int]] {
      #expect(throws: TensorError.cancelled.named("max")) {
        try MaxReduce(axes: axes).apply([x], in: Execution(cancellation: cancellation))
      }
    }
  }
}
