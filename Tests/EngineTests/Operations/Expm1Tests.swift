import Engine
import EngineTestSupport
import Testing

@Suite struct Expm1Tests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Expm1", in: "array_cases") { _ in Expm1() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Expm1()($0[0]) } < 1e-6)
  }

  /// eˣ − 1 of a small number is that number and half its square: nothing is lost to the 1.
  @Test func smallNumbersKeepTheirDigits() throws {
    let y = try Expm1()(try Tensor([1e-10, -1e-10], [2]))
    #expect(abs(y.element(0) - (1e-10 + 0.5e-20)) < 1e-26 && abs(y.element(1) + (1e-10 - 0.5e-20)) < 1e-26)
  }
}
