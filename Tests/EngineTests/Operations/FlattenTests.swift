import Engine
import EngineTestSupport
import Testing

@Suite struct FlattenTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("Flatten") {
        Flatten(start: $0.integer("start") ?? 0, end: $0.integer("end"))
      } == [])
  }

  @Test(arguments: [0, 1, 2])
  func gradientAgreesWithDifferences(_ start: Int) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Flatten(start: start)($0[0]) } < 1e-6)
  }

  @Test func refusesAxesThatAreNotThere() {
    #expect(
      Examples.error(Flatten(start: 2), on: [2, 3])?.message
        == "dimensions 2 to 1, counted from 0, are not a range of dimensions of [2, 3]")
    #expect(Examples.error(Flatten(start: 0, end: 2), on: [2, 3])?.code == .option)
    #expect(Examples.error(Flatten(start: -1), on: [2, 3])?.code == .option)
  }
}
