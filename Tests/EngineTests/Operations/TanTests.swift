import Engine
import EngineTestSupport
import Testing

@Suite struct TanTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Tan", in: "array_cases") { _ in Tan() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -1.2, to: 1.2)
    #expect(try GradientCase.worstDifference([x]) { try Tan()($0[0]) } < 1e-6)
  }

  /// Of huge angles the C library reduces by as many digits of π as it takes.
  @Test func hugeAnglesKeepTheirDigits() throws {
    let y = try Tan()(try Tensor([1e22, -1e15], [2]))
    #expect(abs(y.element(0) + 1.6287782256068988) < 1e-14 && abs(y.element(1) - 1.672414782127583) < 1e-14)
  }
}
