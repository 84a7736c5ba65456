import Engine
import EngineTestSupport
import Testing

@Suite struct SqrtTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Sqrt") { _ in Sqrt() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: 0.2, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Sqrt()($0[0]) } < 1e-6)
  }
}
