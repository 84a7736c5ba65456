import Engine
import EngineTestSupport
import Testing

@Suite struct PermuteTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Permute") { Permute($0.integers("order")) } == [])
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
  func gradientAgreesWithDifferences(_ order: [Int]) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Permute(order)($0[0]) } < 1e-6)
  }

  @Test(arguments: [[0], [0, 0], [0, 2], [0, 1, 2]])
  func refusesOtherOrders(_ order: [Int]) {
    let error = Examples.error(Permute(order), on: [2, 3])
    #expect(
      error?.message == "the order \(order), counted from 0, does not name each of the 2 dimensions once")
  }
}
