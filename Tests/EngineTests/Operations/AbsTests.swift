import Engine
import EngineTestSupport
import Testing

@Suite struct AbsTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Abs") { _ in Abs() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Abs()($0[0]) } < 1e-6)
  }

  @Test func derivativeAtZeroIsZero() throws {
    let gradients = try GradientCase.analyticGradients([try Tensor([0.0], [1])]) { try Abs()($0[0]) }
    #expect(gradients[0].elements == [0])
  }
}
