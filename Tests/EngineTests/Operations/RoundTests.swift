import Engine
import EngineTestSupport
import Testing

@Suite struct RoundTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Round") { _ in Round() } == [])
  }

  @Test func decimalsAgreeWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Round", in: "array_cases") {
      Round(decimals: $0.integer("decimals") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    #expect(try GradientCase.worstDifference([x]) { try Round()($0[0]) } < 1e-6)
  }

  /// Halves of tens go to the even one, as in np.round of int64; a multiple beyond int64 is an error.
  @Test func tensOfIntegersAreExact() throws {
    let x = try Tensor([15, 25, -15, -25, 14, -16, 9_007_199_254_740_993] as [Int64], [7])
    let y = try Round(decimals: -1)(x)
    #expect((0..<7).map { y.wholeElement($0) } == [20, 20, -20, -20, 10, -20, 9_007_199_254_740_990])
    #expect(try Round(decimals: -40)(x).elements == [0, 0, 0, 0, 0, 0, 0])
    #expect(try Round(decimals: 3)(x).wholeElement(6) == 9_007_199_254_740_993)
    #expect(throws: TensorError.self) { try Round(decimals: -1)(try Tensor([Int64.max], [1])) }
  }

  /// More decimals than a number has leave it as it is, and fewer digits than it has leave 0.
  @Test func extremeDecimals() throws {
    for dtype in [DType.float32, .float64] {
      let x = try Tensor([0.1, -3e38, .infinity, .nan, 0], [5]).converted(to: dtype)
      let fine = try Round(decimals: 400)(x)
      #expect(
        (0..<5).allSatisfy {
          fine.element($0) == x.element($0) || x.element($0).isNaN && fine.element($0).isNaN
        })
      let coarse = try Round(decimals: -400)(x)
      #expect(coarse.element(0) == 0 && coarse.element(1) == 0 && coarse.element(2) == .infinity)
      #expect(coarse.element(3).isNaN)
    }
    #expect(Examples.error(Round(decimals: .max), on: [2])?.code == .option)
  }
}
