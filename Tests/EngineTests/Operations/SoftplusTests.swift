import Engine
import EngineTestSupport
import Testing

@Suite struct SoftplusTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differencesEverywhere("Softplus", in: "array_cases") {
        Softplus(beta: $0.number("beta") ?? 1, threshold: $0.number("threshold") ?? 20)
      } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -4, to: 4)
    #expect(try GradientCase.worstDifference([x]) { try Softplus(beta: 0.7)($0[0]) } < 1e-6)
  }

  @Test func betaIsPositive() {
    #expect(Examples.error(Softplus(beta: 0), on: [2])?.message == "`beta` must be a number above 0, not 0")
    #expect(Examples.error(Softplus(beta: .nan), on: [2])?.code == .option)
  }

  /// A threshold beyond where the exponential overflows.
  @Test func nothingOverflows() throws {
    let y = try Softplus(threshold: 1e9)(try Tensor([1000.0, -1000], [2]))
    #expect(y.elements == [1000, 0])
    let derivatives = try GradientCase.analyticGradients([try Tensor([1000.0], [1])]) {
      try Softplus(threshold: 1e9)($0[0])
    }
    #expect(derivatives[0].elements == [0.5])
  }
}
