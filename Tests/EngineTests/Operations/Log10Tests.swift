import Engine
import EngineTestSupport
import Testing

@Suite struct Log10Tests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Log10", in: "array_cases") { _ in Log10() } == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: 0.2, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Log10()($0[0]) } < 1e-6)
  }

  @Test(arguments: ProcessorLevel.allCases) func powersOfTenAreExact(_ level: ProcessorLevel) throws {
    var powers = [1.0]
    for _ in 0..<22 { powers.append(powers[powers.count - 1] * 10) }
    for execution in Executions.threads(level) {
      let y = try Log10()(try Tensor(powers, [powers.count]), in: execution)
      #expect(y.elements == (0...22).map(Double.init))
      let single = try Log10()(try Tensor(powers.prefix(11).map { Float($0) }, [11]), in: execution)
      #expect(single.elements == (0...10).map(Double.init))
    }
  }
}
