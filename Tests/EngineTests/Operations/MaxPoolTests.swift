import Engine
import EngineTestSupport
import Testing

@Suite struct MaxPoolTests {
  private func pool(_ row: CaseRow) throws -> MaxPool {
    MaxPool(
      try row.pair("kernel_size"), stride: row.isGiven("stride") ? try row.pair("stride") : nil,
      padding: try row.pair("padding", default: 0), dilation: try row.pair("dilation", default: 1),
      ceilMode: try row.flag("ceil_mode"))
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("max_pool").differences(.init(float64: 1e-12, float32: 1e-6)) {
      try pool($0).apply($1)
    }
    #expect(differences == [])
  }

  @Test func strideIsTheKernelUnlessGiven() throws {
    #expect(try MaxPool(Pair(2, 3)).resultShape([[7, 9]]) == [3, 3])
    #expect(try MaxPool(Pair(2, 3), stride: 1).resultShape([[7, 9]]) == [6, 7])
  }

  @Test func theFirstOfEqualsWins() throws {
    let x = try Tensor([1, 2, 2, 2] as [Double], [2, 2])
    #expect(try MaxPool(2).winner(at: [0, 0], picture: x) == [0, 1])
    #expect(
      try GradientCase.analyticGradients([x]) { try MaxPool(2).apply($0) }[0].elements == [0, 0.5, 0, 0])
  }

  /// As PyTorch: NaN wins, the last one the gradient; among −∞ alone the first.
  @Test func notANumberWins() throws {
    let x = try Tensor([1, .nan, .nan, 0] as [Double], [1, 4])
    let pool = MaxPool(Pair(1, 4))
    #expect(try pool(x).element(0).isNaN)
    #expect(try pool.winner(at: [0, 0], picture: x) == [0, 2])
    let lowest = try Tensor(filled: -.infinity, [1, 4])
    #expect(try pool(lowest).element(0) == -.infinity)
    #expect(try pool.winner(at: [0, 0], picture: lowest) == [0, 0])
  }

  /// With dilation a window can step over the whole picture.
  @Test func aWindowOfPaddingGivesMinusInfinity() throws {
    let x = try Tensor([1, 2] as [Double], [1, 2])
    let pool = MaxPool(Pair(1, 2), stride: 1, padding: Pair(0, 1), dilation: Pair(1, 3))
    #expect(try pool(x).elements == [-.infinity])
    #expect(try pool.winner(at: [0, 0], picture: x) == nil)
    #expect(try GradientCase.analyticGradients([x]) { try pool.apply($0) }[0].elements == [0, 0])
  }

  /// As PyTorch, whose result is int64, and the least number of it where only padding is seen.
  @Test func wholeNumbersStayExact() throws {
    let big: Int64 = 1 << 53
    let x = try Tensor([big + 1, 2, 3, big + 3, -4, .min, .max, big] as [Int64], [2, 4])
    let pooled = try MaxPool(2)(x)
    #expect((0..<pooled.count).map(pooled.wholeElement) == [big + 1, .max])
    #expect(pooled.count == 2 && pooled.dtype == .int64)
    #expect(try MaxPool(2).winner(at: [0, 1], picture: x) == [1, 2])
    let pool = MaxPool(Pair(1, 2), stride: 1, padding: Pair(0, 1), dilation: Pair(1, 3))
    #expect(try pool(try Tensor([1, 2] as [Int64], [1, 2])).wholeElement(0) == .min)
    #expect(try MaxPool(2)(try Tensor([1, 2, 3, 200] as [UInt8], [2, 2])).dtype == .float32)
  }

  @Test func windowListsWhatTheWinnerWasChosenFrom() throws {
    try CaseTable("max_pool").forEachElement { row, expected, index, value in
      let (x, pool) = (expected.operands[0], try pool(row))
      let window = try pool.window(at: index, picture: x.shape)
      let values = window.inside.compactMap(\.picture).map { x.element(x.shape.position($0)) }
      #expect(values.max() ?? -.infinity == value, "\(row) \(index)")
      let winner = try pool.winner(at: index, picture: x)
      #expect(winner.map { x.element(x.shape.position($0)) } ?? -.infinity == value, "\(row) \(index)")
      #expect(window.filter == nil && window.divisor == nil && window.taps.allSatisfy { $0.weight == nil })
    }
  }

  struct Mistake: Sendable, CustomStringConvertible {
    let shape: Shape
    let pool: MaxPool
    let message: String
    var description: String { message }
  }

  static let mistakes: [Mistake] = [
    Mistake(shape: [5, 5], pool: MaxPool(0), message: "kernel_size must be at least 1, not 0"),
    Mistake(shape: [5, 5], pool: MaxPool(2, stride: 0), message: "stride must be at least 1, not 0"),
    Mistake(
      shape: [5, 5], pool: MaxPool(2, padding: Pair(0, -1)),
      message: "padding must be at least 0, not [0, -1]"),
    Mistake(shape: [5, 5], pool: MaxPool(2, dilation: -3), message: "dilation must be at least 1, not -3"),
    Mistake(
      shape: [5, 5], pool: MaxPool(3, padding: 2),
      message: "padding must be at most half of the kernel size: kernel_size is 3, padding is 2"),
    Mistake(
      shape: [2, 5], pool: MaxPool(3), message: "a kernel of 3 × 3 is larger than the picture of 2 × 5"),
    Mistake(
      shape: [5, 5], pool: MaxPool(Pair(.max, 1)),
      message: "kernel_size must be at most 2147483647, not [9223372036854775807, 1]"),
    Mistake(
      shape: [5], pool: MaxPool(2),
      message: "a picture is [H, W], [C, H, W] or [N, C, H, W], but this has 1 dimension"),
    Mistake(
      shape: [2, 2, 2, 2, 2], pool: MaxPool(2),
      message: "a picture is [H, W], [C, H, W] or [N, C, H, W], but this has 5 dimensions"),
  ]

  @Test(arguments: mistakes) func explains(_ mistake: Mistake) throws {
    let error = #expect(throws: TensorError.self) { try mistake.pool.resultShape([mistake.shape]) }
    #expect(error?.message == mistake.message)
  }
}
