import Engine
import EngineTestSupport
import Testing

@Suite struct KronTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Kron", in: "matrix_cases") { _ in Kron() } == [])
  }

  @Test(arguments: [
    Examples.Pair([2, 3], [3, 2]), .init([2], [2, 2]), .init([], [3]), .init([2, 1, 2], [1, 2, 2]),
  ]) func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let (a, b) = (try Examples.tensor(shapes.a), try Examples.tensor(shapes.b, seed: 2))
    #expect(try GradientCase.worstDifference([a, b]) { try Kron()($0[0], $0[1]) } < 1e-6)
  }

  @Test func refusesFourDimensionsAndHugeResults() {
    let error = Examples.error(Kron(), on: [1, 1, 1, 1], [2])
    #expect(
      error?.message == "kron takes tensors of at most 3 dimensions, and this has the shape [1, 1, 1, 1]")
    #expect(Examples.error(Kron(), on: [0, 1 << 40], [0, 1 << 40])?.code == .memory)
  }
}
