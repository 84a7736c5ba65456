import Engine
import EngineTestSupport
import Testing

@Suite struct MultiplyTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Multiply") { _ in Multiply() } == [])
  }

  @Test(arguments: Examples.pairs)
  func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let a = try Examples.tensor(shapes.a, from: -2, to: 2)
    let b = try Examples.tensor(shapes.b, from: -2, to: 2, seed: 2)
    #expect(try GradientCase.worstDifference([a, b]) { try Multiply()($0[0], $0[1]) } < 1e-6)
  }
}
