import Engine
import EngineTestSupport
import Testing

/// Its values and gradients by PyTorch are in `ElementwiseLossCaseTests`.
@Suite struct BinaryCrossEntropyTests {
  @Test(arguments: Examples.shapes, LossReduction.allCases)
  func gradientAgreesWithDifferences(_ shape: [Int], _ reduction: LossReduction) throws {
    let (x, target) = (
      try Examples.tensor(shape, from: 0.1, to: 0.9), try Examples.tensor(shape, from: 0.1, to: 0.9, seed: 2)
    )
    let loss = BinaryCrossEntropy(reduction: reduction)
    #expect(try GradientCase.worstDifference([x, target]) { try loss.apply($0) } < 1e-6)
  }

  @Test func probabilitiesLieBetween0And1() throws {
    let error = #expect(throws: TensorError.self) {
      try BinaryCrossEntropy()(try Tensor([0, 0.5, 1.5] as [Double], [3]), try Tensor(1))
    }
    #expect(error?.code == .option)
    #expect(error?.message == "binary_cross_entropy takes an x from 0 to 1, but element 3 of it is 1.5")
    let target = #expect(throws: TensorError.self) {
      try BinaryCrossEntropy()(try Tensor([0.5] as [Double], [1]), try Tensor(-1))
    }
    #expect(target?.message == "binary_cross_entropy takes a target from 0 to 1, but element 1 of it is -1")
  }

  @Test func notANumberGoesOn() throws {
    let loss = try BinaryCrossEntropy(reduction: .none)(
      try Tensor([.nan, 0.5] as [Double], [2]), try Tensor(1))
    #expect(loss.elements.map(\.isNaN) == [true, false])
  }

  @Test func refusesShapesThatDiffer() {
    let error = Examples.error(BinaryCrossEntropy(), on: [3, 1], [3])
    #expect(error?.code == .shapes)
    #expect(
      error?.message == "binary_cross_entropy compares element by element, but the shapes are [3, 1] and [3]")
  }
}
