import Engine
import EngineTestSupport
import Testing

@Suite struct LeakyReluTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("LeakyRelu") {
      LeakyRelu(negativeSlope: $0.number("negative_slope") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    #expect(try GradientCase.worstDifference([x]) { try LeakyRelu(negativeSlope: 0.3)($0[0]) } < 1e-6)
  }

  @Test func defaultSlopeIsPyTorchs() { #expect(LeakyRelu().negativeSlope == 0.01) }

  @Test func derivativeAtZeroIsTheNegativeSlope() throws {
    let gradients = try GradientCase.analyticGradients([try Tensor([0.0], [1])]) {
      try LeakyRelu(negativeSlope: 0.2)($0[0])
    }
    #expect(gradients[0].elements == [0.1])
  }
}
