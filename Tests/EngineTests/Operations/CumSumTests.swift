import Engine
import EngineTestSupport
import Testing

@Suite struct CumSumTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("CumSum", in: "array_cases") {
      CumSum(axis: $0.integer("axis") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    for axis in 0..<max(shape.count, 1) {
      #expect(try GradientCase.worstDifference([x]) { try CumSum(axis: axis)($0[0]) } < 1e-6)
    }
  }

  @Test func int64IsExactOrAnError() throws {
    let x = try Tensor([Int64.max, -1, 1, 1] as [Int64], [4])
    #expect { try CumSum(axis: 0)(x) } throws: {
      ($0 as? TensorError)?.code == .overflow
    }
    #expect(Examples.error(CumSum(axis: 1), on: [3])?.code == .option)
  }
}
