import Engine
import EngineTestSupport
import Testing

@Suite struct LogTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Log") { _ in Log() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: 0.2, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Log()($0[0]) } < 1e-6)
  }
}
