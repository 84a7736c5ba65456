import Engine
import EngineTestSupport
import Testing

@Suite struct ArgSortTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("ArgSort", in: "array_cases") {
      ArgSort(axis: $0.integer("axis") ?? 0, descending: $0.flag("descending"))
    }
    #expect(differences == [])
  }

  @Test func isPlainInAGradient() throws {
    let x = try Tensor([3.0, 1, 2], [3])
    let gradients = try GradientCase.analyticGradients([x]) {
      try Multiply()(try ArgSort(axis: 0)($0[0]), $0[0])
    }
    #expect(gradients[0].elements == (0..<3).map { [1, 2, 0][$0] * GradientCase.weight($0) })
  }

  @Test func refusesWhatIsNotThere() { #expect(Examples.error(ArgSort(axis: 1), on: [3])?.code == .option) }
}
