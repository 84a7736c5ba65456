import Engine
import EngineTestSupport
import Testing

/// Sums by kernels against sums by plain loops in float64, at every CPU level, with one and two threads.
@Suite struct SumsKernelTests {
  struct Example: Sendable, CustomStringConvertible {
    let shape: [Int]
    let axes: [Int]
    var description: String { "\(shape) over \(axes)" }
  }

  /// All that is kept or summed, first, last or in between, in rows shorter and longer than vectors, few columns and many,
  /// pieces for several threads, alternating axes, and none.
  static let examples: [Example] =
    (1...20).map { Example(shape: [$0], axes: [0]) }
    + (1...20).map { Example(shape: [9, $0], axes: [0]) }
    + (1...20).map { Example(shape: [$0, 7], axes: [1]) }
    + (1...20).map { Example(shape: [40, $0, 3], axes: [0, 2]) }
    + (1...40).map { Example(shape: [50, $0], axes: [0]) }
    + [
      Example(shape: [], axes: []), Example(shape: [3, 4, 5], axes: []),
      Example(shape: [3, 4, 5], axes: [1]),
      Example(shape: [3, 4, 5, 6], axes: [0, 2]), Example(shape: [3, 4, 5, 6], axes: [1, 3]),
      Example(shape: [2, 3, 4, 5, 6], axes: [0, 2, 4]), Example(shape: [2, 3, 4, 5, 6], axes: [1, 3]),
      Example(shape: [2, 3, 2, 3, 2, 3], axes: [0, 2, 4]), Example(shape: [100_003], axes: [0]),
      Example(shape: [5, 33_000], axes: [1]), Example(shape: [33_000, 5], axes: [0]),
      Example(shape: [300, 1100], axes: [0]), Example(shape: [40, 3, 40, 41], axes: [0, 2, 3]),
      Example(shape: [2, 20_000, 3], axes: [1]), Example(shape: [70_000, 2], axes: [1]),
      Example(shape: [0, 3], axes: [0]), Example(shape: [3, 0], axes: [0]),
      Example(shape: [1, 1, 1], axes: [1]),
    ]

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func kernelsAgreeWithTheReference(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for example in Self.examples {
      let x = try Examples.tensor(example.shape, from: -1, to: 2, seed: 3, dtype)
      let operations: [any Operation] = [
        Sum(axes: example.axes), Mean(axes: example.axes), Variance(axes: example.axes, correction: 0),
      ]
      for operation in operations {
        let ours = try executions.map { try operation.apply([x], in: $0) }
        #expect(
          zip(ours[0].elements, ours[1].elements).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN },
          "\(operation.name) of \(example): threads change nothing")
        let wide = try x.converted(to: .float64)
        let exact = try operation.apply([wide], in: Executions.reference)
        guard exact.elements.allSatisfy({ !$0.isNaN }) else {
          #expect(ours[0].elements.allSatisfy { $0.isNaN })
          continue
        }
        // Squares for the variance, which are at most 9; the mean divides both sides alike.
        let sizes =
          try operation is Variance
          ? Tensor(filled: 9, exact.shape, .float64) : operation.apply([Abs()(wide)])
        let excess = KernelBound.worstExcess(ours[0], exact: exact, sizes: sizes)
        #expect(excess <= 1, "\(operation.name) of \(example): \(excess) of the error allowed")
      }
    }
  }

  @Test(arguments: [DType.float32, .float64])
  func infinityAndNotANumberStayInTheirSums(_ dtype: DType) throws {
    let numbers: [Double] = [1, .infinity, 2, .nan, -.infinity, .infinity, 3, 4]
    let x = try Tensor(numbers, [4, 2]).converted(to: dtype)
    let rows = try Sum(axes: [1])(x).elements
    #expect(rows[0] == .infinity && rows[1].isNaN && rows[2].isNaN && rows[3] == 7)
    let columns = try Sum(axes: [0])(x).elements
    #expect(columns[0] == -.infinity && columns[1].isNaN)
  }

  @Test func workStopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    for shape in [[3], [1000, 1000]] as [[Int]] {
      let x = try Tensor(zeros: try Shape(checking: shape))
      #expect(throws: TensorError.cancelled.named("sum")) {
        try Sum().apply([x], in: Execution(cancellation: cancellation))
      }
    }
  }
}
