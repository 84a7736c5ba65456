import Engine
import EngineTestSupport
import Testing

@Suite struct ClampTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Clamp") {
      Clamp(minimum: $0.number("min"), maximum: $0.number("max"))
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Clamp(minimum: -1, maximum: 0.7)($0[0]) } < 1e-6)
    #expect(try GradientCase.worstDifference([x]) { try Clamp(minimum: 0.1)($0[0]) } < 1e-6)
  }

  /// sqrt has an infinite derivative at 0, which the cut-off element does not see: PyTorch gives 0 too.
  @Test func holdsBackInfiniteGradients() throws {
    let x = try Tensor([Float(-1), 4], [2])
    let gradients = try GradientCase.analyticGradients([x]) { try Sqrt()(try Clamp(minimum: 0)($0[0])) }
    #expect(gradients[0].element(0) == 0)
    #expect(abs(gradients[0].element(1) - 2.3 / (2 * 2)) < 1e-6)
  }

  @Test func wantsAnEnd() {
    #expect(Examples.error(Clamp(), on: [2])?.message == "clamp needs min, max or both")
  }

  @Test func derivativeOnTheEndsIsZero() throws {
    let x = try Tensor([-1.0, 1], [2])
    let gradients = try GradientCase.analyticGradients([x]) { try Clamp(minimum: -1, maximum: 1)($0[0]) }
    #expect(gradients[0].elements == [0, 0])
  }
}
