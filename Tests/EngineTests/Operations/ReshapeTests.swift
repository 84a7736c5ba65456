import Engine
import EngineTestSupport
import Testing

@Suite struct ReshapeTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Reshape") { Reshape($0.integers("shape")) } == [])
  }

  @Test(arguments: [[24], [2, 12], [-1, 3], [1, 2, 3, 4, 1]])
  func gradientAgreesWithDifferences(_ target: [Int]) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Reshape(target)($0[0]) } < 1e-6)
  }

  @Test func writingToOneLeavesTheOther() throws {
    let x = try Tensor([Float(1), 2], [2])
    var y = try Reshape([2, 1])(x)
    try y.setElement(0, to: 9)
    #expect(x.elements == [1, 2])
    #expect(y.elements == [9, 2])
  }

  @Test func saysWhatDoesNotFit() {
    #expect(
      Examples.error(Reshape([4, 2]), on: [2, 3])?.message
        == "[2, 3] has 6 elements, but the shape [4, 2] needs 8")
    #expect(
      Examples.error(Reshape([4, -1]), on: [2, 3])?.message
        == "[2, 3] has 6 elements, but the shape [4, -1] needs a multiple of 4")
    #expect(
      Examples.error(Reshape([-1, -1]), on: [2, 3])?.message
        == "only one dimension of [-1, -1] can be -1")
    #expect(
      Examples.error(Reshape([-1, 0]), on: [0, 3])?.message
        == "the -1 in [-1, 0] could be anything, as there are no elements")
    #expect(Examples.error(Reshape([-2, 3]), on: [2, 3])?.code == .size)
    #expect(Examples.error(Reshape([1 << 40, 1 << 40]), on: [2, 3])?.code == .memory)
  }
}
