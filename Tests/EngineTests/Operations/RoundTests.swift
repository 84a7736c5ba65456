import Engine
import EngineTestSupport
import Testing

@Suite struct RoundTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Round") { _ in Round() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Round()($0[0]) } < 1e-6)
  }
}
