import Engine
import EngineTestSupport
import Testing

@Suite struct EinsumTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Einsum", in: "matrix_cases", slack: 4) {
      try Einsum($0.text("equation") ?? "")
    }
    #expect(differences == [])
  }

  @Test(arguments: [
    ("ij,jk->ik", [[2, 3], [3, 2]]), ("ii->i", [[3, 3]]), ("iij->j", [[2, 2, 3]]), ("ij->", [[2, 3]]),
    ("...ij,...jk->...ik", [[2, 1, 2, 3], [2, 3, 2]]), ("ij,jk,kl->il", [[2, 2], [2, 3], [3, 2]]),
    ("i,i,i->i", [[3], [3], [3]]), ("ij,ij->i", [[2, 3], [2, 1]]), ("a,b,c->cba", [[2], [3], [2]]),
  ]) func gradientAgreesWithDifferences(_ equation: String, _ shapes: [[Int]]) throws {
    let operands = try shapes.enumerated().map { try Examples.tensor($1, seed: UInt64($0 + 1)) }
    let worst = try GradientCase.worstDifference(operands) { try Einsum(equation).apply($0) }
    #expect(worst < 1e-6)
  }

  @Test(arguments: [
    ("i-j", "\"-\" does not belong in the equation \"i-j\""),
    ("i1", "\"1\" does not belong in the equation \"i1\""),
    ("ij->ii", "the result of \"ij->ii\" has i twice"),
    ("ij->k", "the result of \"ij->k\" has k, which no operand has"),
    ("...i...", "\".\" does not belong in the equation \"...i...\""),
    ("ä", "\"ä\" does not belong in the equation \"ä\""),
    ("i->j->k", "\"-\" does not belong in the equation \"i->j->k\""),
  ]) func refusesWhatIsNoEquation(_ equation: String, _ message: String) {
    let error = #expect(throws: TensorError.self) { try Einsum(equation) }
    #expect(error?.message == message)
  }

  @Test func namesShapesThatDoNotFit() throws {
    let product = try Einsum("ij,jk->ik")
    #expect(
      Examples.error(product, on: [2, 3], [4, 2])?.message
        == "j has 3 elements in operand 1 and 4 in operand 2")
    #expect(
      Examples.error(product, on: [2, 3], [4])?.message
        == "the equation \"ij,jk->ik\" has 2 letters for operand 2, whose shape is [4]")
    #expect(Examples.error(product, on: [2, 3])?.code == .operands)
    #expect(Examples.error(try Einsum("ii"), on: [2, 3])?.code == .shapes)
    #expect(
      Examples.error(try Einsum("abcd,efgh->abcdefgh"), on: [1, 1, 1, 1], [1, 1, 1, 1])?.code == .rank)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [64, 64])
    let product = try Einsum("ij,jk->ik")
    #expect(throws: TensorError.self) { try product(x, x, in: Execution(cancellation: cancellation)) }
  }
}
