import Engine
import EngineTestSupport
import Testing

@Suite struct CosTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Cos") { _ in Cos() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Cos()($0[0]) } < 1e-6)
  }
}
