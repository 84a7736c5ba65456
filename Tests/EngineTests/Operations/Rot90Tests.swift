import Engine
import EngineTestSupport
import Testing

@Suite struct Rot90Tests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Rot90") {
      let axes = $0.integers("axes")
      return Rot90(turns: $0.integer("turns") ?? 1, axes[0], axes[1])
    }
    #expect(differences == [])
  }

  @Test(arguments: [-1, 0, 1, 2, 3])
  func gradientAgreesWithDifferences(_ turns: Int) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Rot90(turns: turns)($0[0]) } < 1e-6)
    #expect(try GradientCase.worstDifference([x]) { try Rot90(turns: turns, 1, 2)($0[0]) } < 1e-6)
  }

  @Test func refusesPlanesThatAreNotThere() {
    #expect(
      Examples.error(Rot90(), on: [3])?.message
        == "dimensions 0 and 1, counted from 0, are not two dimensions of a tensor of shape [3]")
    #expect(Examples.error(Rot90(turns: 1, 1, 1), on: [3, 3])?.code == .option)
  }
}
