import Engine
import EngineTestSupport
import Testing

@Suite struct ProdTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Prod", in: "array_cases") {
      Prod(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[], [0], [1], [0, 2], [2, 1]])
  func gradientAgreesWithDifferences(_ axes: [Int]) throws {
    let x = try Examples.tensor([2, 3, 4], from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Prod(axes: axes)($0[0]) } < 1e-6)
    // A row with one 0, and a row with two.
    var zeros = x
    for position in [1, 12, 14] { try zeros.setElement(position, to: 0) }
    #expect(try GradientCase.worstDifference([zeros]) { try Prod(axes: axes)($0[0]) } < 1e-6)
  }

  @Test func int64IsExactOrAnError() throws {
    let large = Int64(3_037_000_500)
    #expect(throws: TensorError.self) { try Prod()(try Tensor([large, large], [2])) }
    #expect(try Prod()(try Tensor([large, large, 0], [3])).wholeElement(0) == 0)
    #expect(try Prod()(try Tensor([large, large - 1], [2])).wholeElement(0) == 9_223_372_033_963_249_500)
  }

  /// Many factors at once, in the plain order of a loop.
  @Test func longRows() throws {
    let x = try Examples.tensor([10_007], from: 0.9, to: 1.1)
    let expected = x.elements.reduce(1, *)
    let product = try Prod()(x).element(0)
    #expect(abs(product - expected) <= 1e-9 * abs(expected))
  }
}
