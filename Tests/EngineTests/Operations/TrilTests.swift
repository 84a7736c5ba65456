import Engine
import EngineTestSupport
import Testing

@Suite struct TrilTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Tril", in: "matrix_cases") {
      Tril(diagonal: $0.integer("diagonal") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: [[3, 3], [2, 4], [2, 3, 2]], [0, 1, -1, Int.max, Int.min])
  func gradientAgreesWithDifferences(_ shape: [Int], _ diagonal: Int) throws {
    let x = try Examples.tensor(shape)
    #expect(try GradientCase.worstDifference([x]) { try Tril(diagonal: diagonal)($0[0]) } < 1e-6)
  }

  @Test func refusesVectors() {
    #expect(Examples.error(Tril(), on: [3])?.message == "tril takes a matrix, and this has the shape [3]")
  }
}
