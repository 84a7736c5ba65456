import Engine
import EngineTestSupport
import Testing

@Suite struct FlipTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Flip") { Flip($0.integers("axes")) } == [])
  }

  @Test(arguments: [[], [0], [2], [0, 1], [2, 0, 1]])
  func gradientAgreesWithDifferences(_ axes: [Int]) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Flip(axes)($0[0]) } < 1e-6)
  }

  @Test func refusesAxesThatAreNotThere() throws {
    #expect(
      Examples.error(Flip([2]), on: [2, 3])?.message
        == "[2], counted from 0, are not different dimensions among the 2 of [2, 3]")
    #expect(Examples.error(Flip([0, 0]), on: [2, 3])?.code == .option)
    #expect(try Flip([1])(try Tensor(zeros: [2, 0])).shape == [2, 0])
  }
}
