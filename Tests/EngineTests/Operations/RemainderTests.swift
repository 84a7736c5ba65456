import Engine
import EngineTestSupport
import Testing

@Suite struct RemainderTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Remainder") { _ in Remainder() } == [])
  }

  @Test(arguments: Examples.pairs)
  func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let a = try Examples.tensor(shapes.a, from: -3, to: 3)
    let b = try Examples.tensor(shapes.b, from: 0.6, to: 0.9, seed: 2)
    #expect(try GradientCase.worstDifference([a, b]) { try Remainder()($0[0], $0[1]) } < 1e-6)
  }

  /// `np.remainder([-1, 2, 0, -4], [1, -1, -3, 2])` is `[0, -0, -0, 0]`.
  @Test(arguments: [DType.float32, .float64]) func aZeroHasTheSignOfTheDivisor(_ dtype: DType) throws {
    let a = try Tensor([-1.0, 2, 0, -4], [4]).converted(to: dtype)
    let b = try Tensor([1.0, -1, -3, 2], [4]).converted(to: dtype)
    let signs = try Remainder()(a, b).elements.map { $0 == 0 ? $0.sign : nil }
    #expect(signs == [.plus, .minus, .minus, .plus])
  }
}
