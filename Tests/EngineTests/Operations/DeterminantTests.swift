import Engine
import EngineTestSupport
import Testing

@Suite struct DeterminantTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("Determinant", in: "matrix_cases", slack: 20) { _ in Determinant() }
        == [])
  }

  @Test(arguments: [[1, 1], [3, 3], [2, 3, 3], [4, 4]])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try SquareMatrices.regular(shape)
    #expect(try GradientCase.worstDifference([x]) { try Determinant()($0[0]) } < 1e-6)
  }

  /// The cofactors, which a singular matrix has too; of one of rank 1 they are all 0.
  @Test func gradientOfSingularMatrices() throws {
    let cases: [([Double], [Double])] = [
      ([1, 2, 3, 4, 5, 6, 7, 8, 9], [-3, 6, -3, 6, -12, 6, -3, 6, -3]),
      ([0, 0, 0, 0, 2, 0, 0, 0, 3], [6, 0, 0, 0, 0, 0, 0, 0, 0]),
      ([1, 1, 1, 1, 1, 1, 1, 1, 1], [Double](repeating: 0, count: 9)),
    ]
    for (elements, cofactors) in cases {
      let gradient = try GradientCase.analyticGradients([try Tensor(elements, [3, 3])]) {
        try Determinant()($0[0])
      }[0]
      // The single number has the weight 0.5.
      for (ours, exact) in zip(gradient.elements, cofactors) { #expect(abs(2 * ours - exact) < 1e-12) }
    }
  }

  @Test func refusesOtherMatrices() {
    #expect(Examples.error(Determinant(), on: [2, 3])?.code == .shapes)
    #expect(Examples.error(Determinant(), on: [])?.code == .rank)
  }
}
