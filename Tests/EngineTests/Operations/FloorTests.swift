import Engine
import EngineTestSupport
import Testing

@Suite struct FloorTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Floor") { _ in Floor() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Floor()($0[0]) } < 1e-6)
  }
}
