import Engine
import EngineTestSupport
import Testing

@Suite struct AffineGridTests {
  private func grid(_ row: CaseRow) throws -> AffineGrid {
    AffineGrid(size: try row.extents("size"), alignCorners: try row.flag("align_corners"))
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("affine_grid").differences(.init(float64: 1e-11)) {
      try grid($0).apply($1)
    }
    #expect(differences == [])
  }

  @Test func samplesAreTheResult() throws {
    try CaseTable("affine_grid").forEachElement { row, expected, index, value in
      let sample = try grid(row).sample(at: index, theta: expected.operands[0])
      #expect(abs((index.last == 0 ? sample.inputX : sample.inputY) - value) < 1e-11, "\(row) \(index)")
    }
  }

  /// A single row may be long too: 80 million points take seconds.
  @Test func aLongRowIsCancelled() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let theta = try Tensor([1, 0, 0, 0, 1, 0] as [Float], [2, 3])
    let start = ContinuousClock.now
    let error = #expect(throws: TensorError.self) {
      _ = try AffineGrid(size: [1, 80_000_000])(theta, in: Execution(cancellation: cancellation))
    }
    #expect(error?.code == .cancelled && ContinuousClock.now - start < .seconds(1))
  }

  @Test func oneThetaServesEveryPicture() throws {
    #expect(try AffineGrid(size: [5, 3, 28, 30]).resultShape([[2, 3]]) == [28, 30, 2])
    #expect(try AffineGrid(size: [28, 30]).resultShape([[4, 2, 3]]) == [4, 28, 30, 2])
    #expect(try AffineGrid(size: [0, 1, 2, 3]).resultShape([[0, 2, 3]]) == [0, 2, 3, 2])
  }

  @Test func explainsItsOperands() throws {
    func message(_ theta: Shape, _ size: [Int]) -> (String?, String?) {
      let error = #expect(throws: TensorError.self) { try AffineGrid(size: size).resultShape([theta]) }
      return (error?.message, error?.help)
    }
    #expect(
      message([6], [4, 4])
        == (
          "theta has two rows of three numbers, [2, 3] or [N, 2, 3], but this has shape [6]",
          "reshape(theta, [2, 3])"
        ))
    #expect(
      message([2, 3], [4])
        == ("size is [H, W], [C, H, W] or [N, C, H, W], not [4]", "shape(x) of the picture to sample"))
    #expect(message([2, 3], [0, 4]) == ("size must be at least 1, not [0, 4]", nil))
    #expect(
      message([2, 2, 3], [3, 1, 4, 4]) == ("size has 3 pictures, but there are 2 thetas", nil))
    #expect(message([2, 3], [.max, 4]).0 == "size must be at most 2147483647, not [9223372036854775807, 4]")
  }
}
