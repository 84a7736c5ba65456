import Engine
import EngineTestSupport
import Testing

@Suite struct NegateTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Negate") { _ in Negate() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Negate()($0[0]) } < 1e-6)
  }
}
