import Engine
import EngineTestSupport
import Testing

@Suite struct SignTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Sign", in: "array_cases") { _ in Sign() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: 0.2, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Sign()($0[0]) } < 1e-6)
  }

  /// As in NumPy; PyTorch makes 0 of it.
  @Test func keepsNaN() throws {
    #expect(try Sign()(try Tensor([Double.nan], [1])).element(0).isNaN)
    #expect(try Sign()(try Tensor([Double.nan], [1]), in: Executions.reference).element(0).isNaN)
  }
}
