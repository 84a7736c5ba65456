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
}
