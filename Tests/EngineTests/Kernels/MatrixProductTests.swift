import Engine
import EngineTestSupport
import Testing

@Suite struct MatrixProductTests {
  /// Extents about the tiles' edges (4, 6, 14 rows; 8 to 32 columns) and past one block of depth.
  static let extents: [[Int]] = {
    let few = [0, 1, 2, 3, 5, 8]
    let small = few.flatMap { m in few.flatMap { n in few.map { [m, n, $0] } } }
    let edges = [13, 14, 15, 17, 31, 33].flatMap { m in [7, 16, 17, 32, 33, 65].map { [m, $0, 11] } }
    return small + edges + [
      [5, 40, 300], [300, 9, 20], [1, 70, 513], [70, 1, 513], [33, 2100, 3], [290, 35, 257],
    ]
  }()

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func kernelsAgreeWithTheReference(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for extents in Self.extents {
      for transposed in [(false, false), (true, false), (false, true), (true, true)] {
        let worst = try worstExcess(extents, transposed, executions, dtype)
        #expect(worst <= 1, "\(extents), transposed \(transposed): \(worst) of the error allowed")
      }
    }
  }

  /// The largest |kernel − exact| as a part of what is allowed; the reference works in float64 on the same numbers.
  private func worstExcess(
    _ extents: [Int], _ transposed: (Bool, Bool), _ executions: [Execution], _ dtype: DType
  ) throws -> Double {
    let (m, n, k) = (extents[0], extents[1], extents[2])
    let a = try Examples.tensor([m * k], seed: 1, dtype)
    let b = try Examples.tensor([k * n], seed: 2, dtype)
    let viewA = transposed.0 ? MatrixView(rows: k, columns: m).transposed : MatrixView(rows: m, columns: k)
    let viewB = transposed.1 ? MatrixView(rows: n, columns: k).transposed : MatrixView(rows: k, columns: n)
    // It adds to what is there, and touches nothing before or after.
    let results = try executions.map { execution in
      let result = try Tensor(filled: 3, try Shape(checking: [m * n + 2]), dtype)
      try MatrixProduct.multiply(a, viewA, b, viewB, into: result, at: 1, accumulates: true, execution)
      return result
    }
    #expect(results.allSatisfy { $0.elements == results[0].elements }, "threads change nothing")
    let exact = try reference(a, viewA, b, viewB, start: 3)
    let sizes = try reference(try Abs()(a), viewA, try Abs()(b), viewB, start: 3)
    return KernelBound.worstExcess(results[0], exact: exact, sizes: sizes, roundings: k + 1)
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func aProductCanBeginWithABias(_ level: ProcessorLevel, _ dtype: DType) throws {
    for execution in Executions.threads(level) {
      for (m, n, k) in [(1, 1, 1), (1, 7, 5), (2, 3, 0), (5, 1, 9), (64, 40, 300), (1, 70, 600)] {
        let x = try Examples.tensor([m, k], seed: 3, dtype)
        let weight = try Examples.tensor([n, k], seed: 4, dtype)
        let bias = try Examples.tensor([n], seed: 5, dtype)
        let ours = try Linear().apply([x, weight, bias], in: execution)
        let wide = try [x, weight, bias].map { try $0.converted(to: .float64) }
        let exact = try Add()(try Linear()(wide[0], wide[1]), wide[2])
        let sizes = try Add()(try Linear()(try Abs()(wide[0]), try Abs()(wide[1])), try Abs()(wide[2]))
        let excess = KernelBound.worstExcess(ours, exact: exact, sizes: sizes, roundings: k + 1)
        #expect(excess <= 1, "\(m) × \(n) × \(k): \(excess) of the error allowed")
      }
    }
  }

  private func reference(
    _ a: Tensor, _ viewA: MatrixView, _ b: Tensor, _ viewB: MatrixView, start: Double
  ) throws -> Tensor {
    let count = viewA.rows * viewB.columns + 2
    let result = try Tensor(filled: start, try Shape(checking: [count]), .float64)
    MatrixProduct.addByReference(
      try a.converted(to: .float64), viewA, try b.converted(to: .float64), viewB, to: result, at: 1)
    return result
  }

  @Test func aLevelCanBeForced() {
    let before = ProcessorLevel.current
    defer { before.select() }
    #expect(before.isAvailable)
    for level in ProcessorLevel.allCases {
      #expect(level.select() == level.isAvailable)
      if level.isAvailable { #expect(ProcessorLevel.current == level) }
    }
  }
}
