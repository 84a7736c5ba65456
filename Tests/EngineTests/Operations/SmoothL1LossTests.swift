import Engine
import EngineTestSupport
import Testing

/// Its values and gradients by PyTorch are in `ElementwiseLossCaseTests`.
@Suite struct SmoothL1LossTests {
  @Test(arguments: Examples.shapes, LossReduction.allCases)
  func gradientAgreesWithDifferences(_ shape: [Int], _ reduction: LossReduction) throws {
    let (x, target) = (try Examples.tensor(shape), try Examples.tensor(shape, seed: 2))
    let loss = SmoothL1Loss(beta: 0.4, reduction: reduction)
    #expect(try GradientCase.worstDifference([x, target]) { try loss.apply($0) } < 1e-6)
  }

  /// The loss of Huber divided by beta.
  @Test(arguments: [0.25, 1, 3]) func itIsHubersDivided(_ beta: Double) throws {
    let (x, target) = (try Examples.tensor([40], from: -4, to: 4), try Examples.tensor([40], seed: 2))
    let smooth = try SmoothL1Loss(beta: beta, reduction: .none)(x, target).elements
    let huber = try HuberLoss(delta: beta, reduction: .none)(x, target).elements
    for (a, b) in zip(smooth, huber) { #expect(abs(a - b / beta) <= 1e-14 * max(1, a)) }
  }

  @Test func betaIsNotNegative() {
    #expect(Examples.error(SmoothL1Loss(beta: -1), on: [2], [2])?.code == .option)
    #expect(Examples.error(SmoothL1Loss(beta: .nan), on: [2], [2])?.code == .option)
  }

  @Test func refusesShapesThatDiffer() {
    let error = Examples.error(SmoothL1Loss(), on: [3, 1], [3])
    #expect(error?.code == .shapes)
    #expect(error?.message == "smooth_l1_loss compares element by element, but the shapes are [3, 1] and [3]")
  }
}
