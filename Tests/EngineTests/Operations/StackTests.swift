import Engine
import EngineTestSupport
import Testing

@Suite struct StackTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Stack") { Stack(axis: $0.integer("axis") ?? 0) } == [])
  }

  @Test(arguments: [0, 1, 2])
  func gradientAgreesWithDifferences(_ axis: Int) throws {
    let operands = try [1, 2, 3].map { try Examples.tensor([2, 3], seed: $0) }
    let worst = try GradientCase.worstDifference(operands) { try Stack(axis: axis).apply($0) }
    #expect(worst < 1e-6)
  }

  @Test func saysWhatCannotBeStacked() {
    #expect(
      Examples.error(Stack(), on: [2], [3])?.message
        == "[2] and [3] cannot be stacked: all must have one shape")
    #expect(Examples.error(Stack())?.message == "there is nothing to stack")
    #expect(
      Examples.error(Stack(axis: 2), on: [2])?.message
        == "a new dimension 2, counted from 0, cannot be added to those of [2]")
    #expect(Examples.error(Stack(), on: [1, 1, 1, 1, 1, 1])?.code == .rank)
  }
}
