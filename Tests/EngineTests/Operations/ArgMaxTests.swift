import Engine
import EngineTestSupport
import Testing

@Suite struct ArgMaxTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("ArgMax") {
      ArgMax(axis: $0.integer("axis"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test func isPlainInAGradient() throws {
    let x = try Examples.tensor([4])
    let gradients = try GradientCase.analyticGradients([x]) { try Multiply()(try ArgMax()($0[0]), $0[0]) }
    let place = try ArgMax()(x).element(0)
    let weights = try GradientCase.analyticGradients([x]) { $0[0] }
    for index in 0..<4 { #expect(gradients[0].element(index) == place * weights[0].element(index)) }
  }

  @Test func refusesWhatIsNotThere() {
    #expect(
      Examples.error(ArgMax(axis: 1), on: [3])?.message
        == "dimension 1, counted from 0, is not among the 1 of [3]")
    #expect(
      Examples.error(ArgMax(), on: [0])?.message
        == "argmax of an empty tensor: the shape [0] has no elements along that dimension")
    #expect(Examples.error(ArgMax(axis: 0), on: [0, 2])?.code == .size)
    #expect(Examples.error(ArgMax(axis: 1), on: [0, 2]) == nil)
  }
}
