import Engine
import EngineTestSupport
import Testing

@Suite struct ReluTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Relu") { _ in Relu() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Relu()($0[0]) } < 1e-6)
  }

  /// An infinite gradient does not turn into NaN where it is cut off.
  @Test func holdsBackInfiniteGradients() throws {
    let x = try Tensor([Float(-1), 4], [2])
    let gradients = try GradientCase.analyticGradients([x]) { try Log()(Relu()($0[0])) }
    #expect(gradients[0].element(0) == 0)
    #expect(gradients[0].element(1).isFinite)
  }

  @Test func derivativeAtZeroIsZero() throws {
    let gradients = try GradientCase.analyticGradients([try Tensor([0.0], [1])]) { try Relu()($0[0]) }
    #expect(gradients[0].elements == [0])
  }
}
