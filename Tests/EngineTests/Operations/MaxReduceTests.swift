import Engine
import EngineTestSupport
import Testing

@Suite struct MaxReduceTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("MaxReduce") {
      MaxReduce(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[], [0], [1], [2], [0, 2], [2, 1], [0, 1, 2]], [true, false])
  func gradientAgreesWithDifferences(_ axes: [Int], _ keep: Bool) throws {
    let x = try Examples.tensor([2, 3, 4])
    let worst = try GradientCase.worstDifference([x]) {
      try MaxReduce(axes: axes, keepDimensions: keep)($0[0])
    }
    #expect(worst < 1e-6)
  }

  /// Where elements are equal: torch.max(x, dim) picks the first, torch.max(x) and torch.amax share.
  @Test func tiesGoToTheFirstOrAreShared() throws {
    let x = try Tensor([Double](repeating: 4, count: 4), [4])
    let picked = try GradientCase.analyticGradients([x]) { try MaxReduce(axes: [0])($0[0]) }
    #expect(picked[0].elements == [0.5, 0, 0, 0])
    let shared = try GradientCase.analyticGradients([x]) { try MaxReduce()($0[0]) }
    #expect(shared[0].elements == [0.125, 0.125, 0.125, 0.125])
  }

  @Test func ofNothingIsAnError() {
    #expect(
      Examples.error(MaxReduce(), on: [0, 2])?.message
        == "max of an empty tensor: the shape [0, 2] has no elements along that dimension")
    #expect(Examples.error(MaxReduce(axes: [0]), on: [0, 2])?.code == .size)
    #expect(Examples.error(MaxReduce(axes: [1]), on: [0, 2]) == nil)
    #expect(Examples.error(MaxReduce(axes: [5]), on: [0, 2])?.code == .option)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10, 10])
    for axes in [[], [0], [1]] {
      #expect(throws: TensorError.self) {
        try MaxReduce(axes: axes)(x, in: Execution(cancellation: cancellation))
      }
    }
  }
}
