import Engine
import EngineTestSupport
import Testing

@Suite struct DiagTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Diag", in: "matrix_cases") {
      Diag(diagonal: $0.integer("diagonal") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: [[3], [3, 3], [2, 4], [4, 2]], [0, 1, -1, -5, 7])
  func gradientAgreesWithDifferences(_ shape: [Int], _ diagonal: Int) throws {
    let x = try Examples.tensor(shape)
    #expect(try GradientCase.worstDifference([x]) { try Diag(diagonal: diagonal)($0[0]) } < 1e-6)
  }

  /// Beyond the matrix there is nothing, however far.
  @Test(arguments: [5, -5, Int.max, Int.min]) func farAwayIsEmpty(_ diagonal: Int) throws {
    #expect(try Diag(diagonal: diagonal)(try Tensor(zeros: [2, 3])).shape == [0])
  }

  @Test func refusesOtherRanksAndHugeMatrices() {
    #expect(
      Examples.error(Diag(), on: [2, 2, 2])?.message
        == "diag takes a vector or a matrix, and this has the shape [2, 2, 2]")
    #expect(Examples.error(Diag(), on: [])?.code == .rank)
    #expect(Examples.error(Diag(diagonal: .max), on: [3])?.code == .memory)
    #expect(Examples.error(Diag(diagonal: .min), on: [3])?.code == .memory)
  }
}
