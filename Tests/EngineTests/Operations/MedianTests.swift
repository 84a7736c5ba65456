import Engine
import EngineTestSupport
import Testing

@Suite struct MedianTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Median", in: "array_cases") {
      Median(axis: $0.integer("axis"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [nil, 0, 1, 2])
  func gradientAgreesWithDifferences(_ axis: Int?) throws {
    let x = try Examples.tensor([4, 3, 5])
    #expect(try GradientCase.worstDifference([x]) { try Median(axis: axis)($0[0]) } < 1e-6)
  }

  @Test func refusesWhatIsNotThere() {
    #expect(
      Examples.error(Median(), on: [0])?.message
        == "median of an empty tensor: the shape [0] has no elements along that dimension")
    #expect(Examples.error(Median(axis: 0), on: [0, 2])?.code == .size)
    #expect(Examples.error(Median(axis: 1), on: [0, 2]) == nil)
    #expect(Examples.error(Median(axis: 2), on: [3, 2])?.code == .option)
  }
}
