import Engine
import EngineTestSupport
import Testing

@Suite struct MinimumTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Minimum") { _ in Minimum() } == [])
  }

  @Test(arguments: Examples.pairs)
  func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let a = try Examples.tensor(shapes.a, from: -2, to: 2)
    let b = try Examples.tensor(shapes.b, from: -2, to: 2, seed: 2)
    #expect(try GradientCase.worstDifference([a, b]) { try Minimum()($0[0], $0[1]) } < 1e-6)
  }

  @Test func equalOperandsShareTheGradient() throws {
    let x = try Tensor([1.0], [1])
    let gradients = try GradientCase.analyticGradients([x, x]) { try Minimum()($0[0], $0[1]) }
    #expect(gradients.map { $0.element(0) } == [0.25, 0.25])
  }
}
