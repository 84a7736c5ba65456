import Engine
import EngineTestSupport
import Testing

@Suite struct SigmoidTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Sigmoid") { _ in Sigmoid() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -4, to: 4)
    #expect(try GradientCase.worstDifference([x]) { try Sigmoid()($0[0]) } < 1e-6)
  }
}
