import Engine
import EngineTestSupport
import Testing

@Suite struct Log2Tests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Log2", in: "array_cases") { _ in Log2() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: 0.2, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Log2()($0[0]) } < 1e-6)
  }

  @Test func powersOfTwoAreExact() throws {
    let powers = (-1022...1023).map { Double(sign: .plus, exponent: $0, significand: 1) }
    let y = try Log2()(try Tensor(powers, [powers.count]))
    #expect(y.elements == (-1022...1023).map(Double.init))
  }
}
