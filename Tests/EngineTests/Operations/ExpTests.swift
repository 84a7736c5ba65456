import Engine
import EngineTestSupport
import Testing

@Suite struct ExpTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Exp") { _ in Exp() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Exp()($0[0]) } < 1e-6)
  }
}
