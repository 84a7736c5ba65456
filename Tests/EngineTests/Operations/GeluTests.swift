import Engine
import EngineTestSupport
import Testing

@Suite struct GeluTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differencesEverywhere("Gelu", in: "array_cases") {
        $0.text("approximate") == "tanh" ? Gelu(.tanh) : Gelu()
      } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -4, to: 4)
    #expect(try GradientCase.worstDifference([x]) { try Gelu()($0[0]) } < 1e-6)
  }

  @Test(arguments: Examples.shapes)
  func gradientOfTheApproximationAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -4, to: 4)
    #expect(try GradientCase.worstDifference([x]) { try Gelu(.tanh)($0[0]) } < 1e-6)
  }
}
