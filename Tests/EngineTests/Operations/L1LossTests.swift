import Engine
import EngineTestSupport
import Testing

/// Its values and gradients by PyTorch are in `ElementwiseLossCaseTests`.
@Suite struct L1LossTests {
  @Test(arguments: Examples.shapes, LossReduction.allCases)
  func gradientAgreesWithDifferences(_ shape: [Int], _ reduction: LossReduction) throws {
    let (x, target) = (try Examples.tensor(shape), try Examples.tensor(shape, seed: 2))
    let loss = L1Loss(reduction: reduction)
    #expect(try GradientCase.worstDifference([x, target]) { try loss.apply($0) } < 1e-6)
  }

  /// PyTorch's gradient of it is 0.
  @Test func notANumberGoesOn() throws {
    let x = try Tensor([.nan, 2] as [Double], [2])
    let loss = L1Loss(reduction: .none)
    #expect(try loss(x, try Tensor(1)).elements.map(\.isNaN) == [true, false])
    let gradient = try GradientCase.analyticGradients([x]) { try loss($0[0], try Tensor(1)) }[0]
    #expect(gradient.elements.map(\.isNaN) == [true, false])
  }

  /// Integers and truth values count as numbers.
  @Test func takesIntegers() throws {
    let x = try Tensor([1, 5] as [Int64], [2])
    #expect(try L1Loss()(x, try Tensor([4, 4] as [Float], [2])).elements == [2])
    #expect(try L1Loss()(x, x).dtype == .float32)
  }

  @Test func refusesShapesThatDiffer() {
    let error = Examples.error(L1Loss(), on: [3, 1], [3])
    #expect(error?.code == .shapes)
    #expect(error?.message == "l1_loss compares element by element, but the shapes are [3, 1] and [3]")
  }
}
