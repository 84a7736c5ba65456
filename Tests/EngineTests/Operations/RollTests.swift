import Engine
import EngineTestSupport
import Testing

@Suite struct RollTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Roll", in: "array_cases") {
      Roll($0.integer("shift") ?? 0, axis: $0.integer("axis"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [nil, 0, 1, 2], [-7, 0, 1, 3])
  func gradientAgreesWithDifferences(_ axis: Int?, _ shift: Int) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Roll(shift, axis: axis)($0[0]) } < 1e-6)
  }

  @Test(arguments: [Int.min, .max]) func hugeShiftsGoRound(_ shift: Int) throws {
    let x = try Tensor([1.0, 2, 3], [3])
    let places = ((shift % 3) + 3) % 3
    #expect(try Roll(shift)(x).elements == (0..<3).map { Double(($0 - places + 3) % 3 + 1) })
    #expect(try GradientCase.worstDifference([x]) { try Roll(shift)($0[0]) } < 1e-6)
  }

  @Test func refusesWhatIsNotThere() { #expect(Examples.error(Roll(1, axis: 1), on: [3])?.code == .option) }
}
