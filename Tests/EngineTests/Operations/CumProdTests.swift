import Engine
import EngineTestSupport
import Testing

@Suite struct CumProdTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("CumProd", in: "array_cases") {
      CumProd(axis: $0.integer("axis") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -2, to: 2)
    for axis in 0..<max(shape.count, 1) {
      #expect(try GradientCase.worstDifference([x]) { try CumProd(axis: axis)($0[0]) } < 1e-6)
    }
  }

  /// With one 0 and with several in a row: PyTorch's cases hold the same.
  @Test func gradientIsRightAtZeros() throws {
    for numbers in [[2.0, 0, 3, 4], [0, 2, 0, 3], [0, 0, 0, 0]] {
      let x = try Tensor(numbers, [4])
      #expect(try GradientCase.worstDifference([x]) { try CumProd(axis: 0)($0[0]) } < 1e-6)
    }
  }

  @Test func int64IsExactOrAnError() throws {
    let x = try Tensor([Int64.max / 2, 2, 2] as [Int64], [3])
    #expect { try CumProd(axis: 0)(x) } throws: {
      ($0 as? TensorError)?.code == .overflow
    }
    #expect(Examples.error(CumProd(axis: 1), on: [3])?.code == .option)
  }
}
