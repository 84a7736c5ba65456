import Engine
import EngineTestSupport
import Testing

/// Its values and gradients by PyTorch are in `ElementwiseLossCaseTests`.
@Suite struct BinaryCrossEntropyWithLogitsTests {
  @Test(arguments: Examples.shapes, LossReduction.allCases)
  func gradientAgreesWithDifferences(_ shape: [Int], _ reduction: LossReduction) throws {
    let (x, target) = (try Examples.tensor(shape), try Examples.tensor(shape, seed: 2))
    let loss = BinaryCrossEntropyWithLogits(reduction: reduction)
    #expect(try GradientCase.worstDifference([x, target]) { try loss.apply($0) } < 1e-6)
  }

  /// With the sigmoid's own loss, where that still has digits.
  @Test func itIsThatOfTheSigmoid() throws {
    let (x, target) = (
      try Examples.tensor([40], from: -6, to: 6), try Examples.tensor([40], from: 0, seed: 2)
    )
    let ours = try BinaryCrossEntropyWithLogits(reduction: .none)(x, target).elements
    let other = try BinaryCrossEntropy(reduction: .none)(try Sigmoid()(x), target).elements
    for (a, b) in zip(ours, other) { #expect(abs(a - b) <= 1e-12 * max(1, a)) }
  }

  /// The limits of the formula; PyTorch gives NaN where 0 meets an infinite score.
  @Test func infiniteScoresHaveTheirLimits() throws {
    let x = try Tensor([.infinity, -.infinity, .infinity, -.infinity, .nan] as [Double], [5])
    let target = try Tensor([0, 1, 1, 0, 1] as [Double], [5])
    let loss = try BinaryCrossEntropyWithLogits(reduction: .none)(x, target).elements
    #expect(loss[0] == .infinity && loss[1] == .infinity && loss[2] == 0 && loss[3] == 0 && loss[4].isNaN)
  }

  @Test func refusesShapesThatDiffer() {
    let error = Examples.error(BinaryCrossEntropyWithLogits(), on: [3, 1], [3])
    #expect(error?.code == .shapes)
    #expect(
      error?.message
        == "binary_cross_entropy_with_logits compares element by element, but the shapes are [3, 1] and [3]")
  }
}
