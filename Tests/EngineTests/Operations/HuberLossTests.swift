import Engine
import EngineTestSupport
import Testing

/// Its values and gradients by PyTorch are in `ElementwiseLossCaseTests`.
@Suite struct HuberLossTests {
  @Test(arguments: Examples.shapes, LossReduction.allCases)
  func gradientAgreesWithDifferences(_ shape: [Int], _ reduction: LossReduction) throws {
    let (x, target) = (try Examples.tensor(shape), try Examples.tensor(shape, seed: 2))
    let loss = HuberLoss(delta: 0.4, reduction: reduction)
    #expect(try GradientCase.worstDifference([x, target]) { try loss.apply($0) } < 1e-6)
  }

  @Test func deltaIsAboveZero() {
    for delta in [0, -1, Double.nan, .infinity] {
      #expect(Examples.error(HuberLoss(delta: delta), on: [2], [2])?.code == .option)
    }
  }

  @Test func refusesShapesThatDiffer() {
    let error = Examples.error(HuberLoss(), on: [3, 1], [3])
    #expect(error?.code == .shapes)
    #expect(error?.message == "huber_loss compares element by element, but the shapes are [3, 1] and [3]")
  }
}
