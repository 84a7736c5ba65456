import Engine
import EngineTestSupport
import Testing

@Suite struct Atan2Tests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differencesEverywhere("Atan2", in: "array_cases") { _ in Atan2() } == [])
  }

  @Test(arguments: Examples.pairs)
  func gradientAgreesWithDifferences(_ pair: Examples.Pair) throws {
    let a = try Examples.tensor(pair.a, from: 0.3, to: 2, seed: 1)
    let b = try Examples.tensor(pair.b, from: -2, to: 2, seed: 2)
    #expect(try GradientCase.worstDifference([a, b]) { try Atan2()($0[0], $0[1]) } < 1e-6)
  }

  /// Sides whose sum is beyond every number, and sides that are hardly any.
  @Test func hugeAndTinySides() throws {
    let a = try Tensor([1e308, 0.5e308, 0x1p-1030, -0x1p-1070], [4])
    let b = try Tensor([1.2e308, 1.2e308, 0x1p-1029, -0x1p-1070], [4])
    let expected = [0.6947382761967031, 0.39479111969976155, 0.4636476090008061, -2.356194490192345]
    for execution in ProcessorLevel.allCases.flatMap(Executions.threads) + [Executions.reference] {
      let angles = try Atan2()(a, b, in: execution)
      #expect(zip(angles.elements, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }
}
