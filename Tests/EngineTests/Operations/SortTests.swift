import Engine
import EngineTestSupport
import Testing

@Suite struct SortTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Sort", in: "array_cases") {
      Sort(axis: $0.integer("axis") ?? 0, descending: $0.flag("descending"))
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes, [false, true])
  func gradientAgreesWithDifferences(_ shape: [Int], _ descending: Bool) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    for axis in 0..<max(shape.count, 1) {
      let worst = try GradientCase.worstDifference([x]) {
        try Sort(axis: axis, descending: descending)($0[0])
      }
      #expect(worst < 1e-6)
    }
  }

  @Test func refusesWhatIsNotThere() {
    #expect(
      Examples.error(Sort(axis: 2), on: [2, 3])?.message
        == "dimension 2, counted from 0, is not among the 2 of [2, 3]")
    #expect(Examples.error(Sort(axis: -1), on: [2])?.code == .option)
  }
}
