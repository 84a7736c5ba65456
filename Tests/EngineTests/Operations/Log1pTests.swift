import Engine
import EngineTestSupport
import Testing

@Suite struct Log1pTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Log1p", in: "array_cases") { _ in Log1p() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -0.7, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Log1p()($0[0]) } < 1e-6)
  }

  /// ln(1 + x) of a small number is that number less half its square: nothing is lost to the 1.
  @Test func smallNumbersKeepTheirDigits() throws {
    let y = try Log1p()(try Tensor([1e-10, -1e-10], [2]))
    #expect(abs(y.element(0) - (1e-10 - 0.5e-20)) < 1e-26 && abs(y.element(1) + (1e-10 + 0.5e-20)) < 1e-26)
  }
}
