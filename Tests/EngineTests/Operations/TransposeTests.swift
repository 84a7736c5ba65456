import Engine
import EngineTestSupport
import Testing

@Suite struct TransposeTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Transpose") {
      let axes = $0.integers("axes")
      return axes.isEmpty ? Transpose() : Transpose(axes[0], axes[1])
    }
    #expect(differences == [])
  }

  @Test(arguments: [[2, 3], [1, 4], [2, 3, 4]])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape)
    #expect(try GradientCase.worstDifference([x]) { try Transpose()($0[0]) } < 1e-6)
    #expect(try GradientCase.worstDifference([x]) { try Transpose(0, 1)($0[0]) } < 1e-6)
  }

  @Test func wantsAMatrix() {
    let error = Examples.error(Transpose(), on: [3])
    #expect(error?.message == "only a matrix has rows and columns to swap, but this has the shape [3]")
    #expect(error?.help == "reshape(x, [-1, 1]) makes a column")
    #expect(
      Examples.error(Transpose(0, 3), on: [2, 3])?.message
        == "dimensions 0 and 3, counted from 0, are not both among the 2 of [2, 3]")
  }
}
