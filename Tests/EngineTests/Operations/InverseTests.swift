import Engine
import EngineTestSupport
import Testing

@Suite struct InverseTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("Inverse", in: "matrix_cases", slack: 10) { _ in Inverse() } == [])
  }

  @Test(arguments: [[1, 1], [3, 3], [2, 3, 3]]) func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try SquareMatrices.regular(shape)
    #expect(try GradientCase.worstDifference([x]) { try Inverse()($0[0]) } < 1e-6)
  }

  @Test func refusesSingularAndOtherMatrices() throws {
    let singular = try Tensor([1.0, 2, 2, 4], [2, 2])
    let error = #expect(throws: TensorError.self) { try Inverse()(singular) }
    #expect(error?.message == "the matrix is singular: column 2 is a combination of those before it")
    let second = try Tensor([1.0, 0, 0, 1, 0, 0, 0, 0], [2, 2, 2])
    let ofBatch = #expect(throws: TensorError.self) { try Inverse()(second) }
    #expect(
      ofBatch?.message == "the matrix number 2 is singular: column 1 is a combination of those before it")
    #expect(
      Examples.error(Inverse(), on: [2, 3])?.message
        == "inv takes a square matrix, and this has 2 rows and 3 columns")
    #expect(
      Examples.error(Inverse(), on: [3])?.message == "inv takes a square matrix, and this has the shape [3]")
  }

  /// As LAPACK does: what is not a number spreads.
  @Test func nanSpreads() throws {
    let x = try Tensor([1, Double.nan, 3, 4], [2, 2])
    #expect(try Inverse()(x).elements.contains { $0.isNaN })
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try SquareMatrices.regular([70, 70])
    #expect(throws: TensorError.self) { try Inverse()(x, in: Execution(cancellation: cancellation)) }
  }
}
