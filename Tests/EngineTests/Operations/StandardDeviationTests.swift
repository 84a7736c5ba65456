import Engine
import EngineTestSupport
import Testing

@Suite struct StandardDeviationTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("StandardDeviation") {
      StandardDeviation(
        axes: $0.integers("axes"), correction: $0.integer("correction") ?? 1,
        keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[], [0], [1], [2], [0, 2], [2, 1]], [0, 1])
  func gradientAgreesWithDifferences(_ axes: [Int], _ correction: Int) throws {
    let x = try Examples.tensor([2, 3, 4])
    let worst = try GradientCase.worstDifference([x]) {
      try StandardDeviation(axes: axes, correction: correction)($0[0])
    }
    #expect(worst < 1e-6)
  }

  @Test func ofTooFewIsNaN() throws {
    #expect(try StandardDeviation()(try Tensor([Float(3)], [1])).element(0).isNaN)
    #expect(try StandardDeviation(correction: 0)(try Tensor(zeros: [0])).element(0).isNaN)
    #expect(try StandardDeviation(correction: 0)(try Tensor([Float(3)], [1])).element(0) == 0)
  }

  /// The textbook's Σx² − n·mean² would leave nothing of these digits.
  @Test func aLargeMeanDoesNoHarm() throws {
    let x = try Tensor([1e9 + 1, 1e9 + 2, 1e9 + 3], [3])
    #expect(try StandardDeviation()(x).element(0) == 1)
  }
}
