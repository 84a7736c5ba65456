import Engine
import EngineTestSupport
import Testing

@Suite struct MinReduceTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("MinReduce") {
      MinReduce(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[], [0], [1], [2], [0, 2], [2, 1], [0, 1, 2]], [true, false])
  func gradientAgreesWithDifferences(_ axes: [Int], _ keep: Bool) throws {
    let x = try Examples.tensor([2, 3, 4])
    let worst = try GradientCase.worstDifference([x]) {
      try MinReduce(axes: axes, keepDimensions: keep)($0[0])
    }
    #expect(worst < 1e-6)
  }

  /// Where elements are equal: torch.min(x, dim) picks the first, torch.min(x) and torch.amin share.
  @Test func tiesGoToTheFirstOrAreShared() throws {
    let x = try Tensor([Double](repeating: 4, count: 4), [4])
    let picked = try GradientCase.analyticGradients([x]) { try MinReduce(axes: [0])($0[0]) }
    #expect(picked[0].elements == [0.5, 0, 0, 0])
    let shared = try GradientCase.analyticGradients([x]) { try MinReduce()($0[0]) }
    #expect(shared[0].elements == [0.125, 0.125, 0.125, 0.125])
  }

  @Test func ofNothingIsAnError() {
    #expect(
      Examples.error(MinReduce(), on: [0, 2])?.message
        == "min of an empty tensor: the shape [0, 2] has no elements along that dimension")
    #expect(Examples.error(MinReduce(axes: [0]), on: [0, 2])?.code == .size)
    #expect(Examples.error(MinReduce(axes: [1]), on: [0, 2]) == nil)
    #expect(Examples.error(MinReduce(axes: [5]), on: [0, 2])?.code == .option)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10, 10])
    for axes in [[], [0], [1]] {
      #expect(throws: TensorError.self) {
        try MinReduce(axes: axes)(x, in: Execution(cancellation: cancellation))
      }
    }
  }
}
