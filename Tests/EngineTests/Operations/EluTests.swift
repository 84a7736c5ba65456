import Engine
import EngineTestSupport
import Testing

@Suite struct EluTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Elu") { Elu(alpha: $0.number("alpha") ?? 0) }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try Elu(alpha: 0.3)($0[0]) } < 1e-6)
  }

  @Test func defaultAlphaIsPyTorchs() { #expect(Elu().alpha == 1) }

  @Test func gradientAtZeroIsAlpha() throws {
    let gradients = try GradientCase.analyticGradients([try Tensor([0.0], [1])]) {
      try Elu(alpha: 0.5)($0[0])
    }
    #expect(gradients[0].elements == [0.25])
  }

  /// (eˣ − 1) of a small number is that number and half its square: nothing is lost to the 1.
  @Test func smallNumbersKeepTheirDigits() throws {
    let y = try Elu()(try Tensor([-1e-12], [1])).element(0)
    #expect(abs(y - (-1e-12 + 0.5e-24)) < 1e-28)
  }
}
