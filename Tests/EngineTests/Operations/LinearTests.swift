import Engine
import EngineTestSupport
import Testing

@Suite struct LinearTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Linear") { _ in Linear() } == [])
  }

  @Test(arguments: [[3], [4, 3], [2, 2, 3], [0, 3]])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape)
    let weight = try Examples.tensor([2, 3], seed: 2)
    let bias = try Examples.tensor([2], seed: 3)
    #expect(try GradientCase.worstDifference([x, weight, bias]) { try Linear().apply($0) } < 1e-6)
    #expect(try GradientCase.worstDifference([x, weight]) { try Linear().apply($0) } < 1e-6)
  }

  @Test func saysWhatDoesNotFit() {
    #expect(
      Examples.error(Linear(), on: [4, 2], [5, 3])?.message
        == "weights [5, 3] take 3 inputs, but x [4, 2] has 2")
    #expect(
      Examples.error(Linear(), on: [4, 3], [5, 3], [3])?.message
        == "the bias of weights [5, 3] has the shape [5], not [3]")
    #expect(
      Examples.error(Linear(), on: [4, 3], [2, 2, 3])?.message
        == "the weights of linear must be a matrix [out, in] or a vector [in], not [2, 2, 3]"
    )
    #expect(
      Examples.error(Linear(), on: [4, 3], [3], [4])?.message
        == "the bias of weights [3] is a number, not of shape [4]")
    #expect(
      Examples.error(Linear(), on: [], [5, 3])?.message == "linear takes at least a vector [in], not a number"
    )
  }
}
