import Engine
import EngineTestSupport
import Testing

@Suite struct MSELossTests {
  @Test(arguments: Examples.shapes, LossReduction.allCases)
  func gradientAgreesWithDifferences(_ shape: [Int], _ reduction: LossReduction) throws {
    let (a, b) = (try Examples.tensor(shape), try Examples.tensor(shape, seed: 2))
    let loss = MSELoss(reduction: reduction)
    #expect(try GradientCase.worstDifference([a, b]) { try loss.apply($0) } < 1e-6)
  }

  @Test(arguments: LossReduction.allCases)
  func gradientBesideANumberAgreesWithDifferences(_ reduction: LossReduction) throws {
    let (a, b) = (try Examples.tensor([2, 3]), try Examples.tensor([], seed: 2))
    let loss = MSELoss(reduction: reduction)
    #expect(try GradientCase.worstDifference([a, b]) { try loss.apply($0) } < 1e-6)
    #expect(try GradientCase.worstDifference([b, a]) { try loss.apply($0) } < 1e-6)
  }

  /// What broadcasting would make of an oversight.
  @Test func refusesShapesThatDiffer() {
    let error = Examples.error(MSELoss(), on: [3, 1], [3])
    #expect(error?.message == "mse_loss compares element by element, but the shapes are [3, 1] and [3]")
    #expect(error?.help != nil)
    #expect(Examples.error(MSELoss(), on: [2, 3], [3])?.code == .shapes)
    #expect(Examples.error(MSELoss(), on: [3], [1])?.code == .shapes)
  }

  @Test func floatsAreAddedWithoutLosingAny() throws {
    let count = 1 << 20
    let x = try Tensor([Float](repeating: 0.1, count: count), try Shape(checking: [count]))
    let exact = Double(Float(0.1)) * Double(Float(0.1)) * Double(count)
    let sum = try MSELoss(reduction: .sum)(x, try Tensor(0)).element(0)
    #expect(abs(sum - exact) <= exact * 6e-8)
  }

  @Test(arguments: LossReduction.allCases) func stopsWhenAsked(_ reduction: LossReduction) throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10, 10])
    #expect(throws: TensorError.cancelled.named("mse_loss")) {
      try MSELoss(reduction: reduction)(x, x, in: Execution(cancellation: cancellation))
    }
  }
}
