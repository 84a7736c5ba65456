import Engine
import EngineTestSupport
import Testing

@Suite struct SiluTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Silu", in: "array_cases") { _ in Silu() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -4, to: 4)
    #expect(try GradientCase.worstDifference([x]) { try Silu()($0[0]) } < 1e-6)
  }
}
