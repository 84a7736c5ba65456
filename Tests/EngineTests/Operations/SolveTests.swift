import Engine
import EngineTestSupport
import Testing

@Suite struct SolveTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Solve", in: "matrix_cases", slack: 10) { _ in Solve() } == [])
  }

  @Test(arguments: [
    Examples.Pair([3, 3], [3]), .init([3, 3], [3, 2]), .init([2, 3, 3], [2, 3]), .init([3, 3], [2, 3, 2]),
    .init([2, 3, 3], [3, 2]), .init([2, 1, 2, 2], [3, 2, 1]),
  ]) func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let (a, b) = (try SquareMatrices.regular(shapes.a), try Examples.tensor(shapes.b, seed: 2))
    #expect(try GradientCase.worstDifference([a, b]) { try Solve()($0[0], $0[1]) } < 1e-6)
  }

  @Test func refusesSingularMatricesAndOtherShapes() throws {
    let singular = try Tensor([1.0, 2, 2, 4], [2, 2])
    #expect(throws: TensorError.self) { try Solve()(singular, try Tensor([1.0, 2], [2])) }
    #expect(
      Examples.error(Solve(), on: [3, 3], [2])?.message
        == "solve needs a right side of 3 numbers for the matrix [3, 3], and this has the shape [2]")
    #expect(Examples.error(Solve(), on: [2, 3], [2])?.code == .shapes)
    #expect(Examples.error(Solve(), on: [3, 3], [])?.code == .shapes)
    #expect(Examples.error(Solve(), on: [2, 3, 3], [5, 3, 1])?.code == .shapes)
  }
}
