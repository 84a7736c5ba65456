import Engine
import EngineTestSupport
import Testing

@Suite struct TraceTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Trace", in: "matrix_cases") { _ in Trace() } == [])
  }

  @Test(arguments: [[3, 3], [2, 4], [4, 2]]) func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape)
    #expect(try GradientCase.worstDifference([x]) { try Trace()($0[0]) } < 1e-6)
  }

  @Test func refusesBatches() {
    #expect(
      Examples.error(Trace(), on: [2, 2, 2])?.message
        == "trace takes a matrix, and this has the shape [2, 2, 2]")
  }
}
