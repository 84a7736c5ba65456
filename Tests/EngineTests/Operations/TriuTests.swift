import Engine
import EngineTestSupport
import Testing

@Suite struct TriuTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Triu", in: "matrix_cases") {
      Triu(diagonal: $0.integer("diagonal") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: [[3, 3], [2, 4], [2, 3, 2]], [0, 1, -1, Int.max, Int.min])
  func gradientAgreesWithDifferences(_ shape: [Int], _ diagonal: Int) throws {
    let x = try Examples.tensor(shape)
    #expect(try GradientCase.worstDifference([x]) { try Triu(diagonal: diagonal)($0[0]) } < 1e-6)
  }

  @Test func refusesVectors() {
    #expect(Examples.error(Triu(), on: [3])?.message == "triu takes a matrix, and this has the shape [3]")
  }
}
