import Engine
import EngineTestSupport
import Testing

@Suite struct MeanTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Mean") {
      Mean(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[], [0], [1], [2], [0, 2], [2, 1], [0, 1, 2]], [true, false])
  func gradientAgreesWithDifferences(_ axes: [Int], _ keep: Bool) throws {
    let x = try Examples.tensor([2, 3, 4])
    let worst = try GradientCase.worstDifference([x]) {
      try Mean(axes: axes, keepDimensions: keep)(try Multiply()($0[0], $0[0]))
    }
    #expect(worst < 1e-6)
  }

  @Test func ofNothingIsNaN() throws {
    #expect(try Mean()(try Tensor(zeros: [0])).element(0).isNaN)
    #expect(try Sum()(try Tensor(zeros: [0])).element(0) == 0)
  }

  @Test func integersGiveFractions() throws {
    let mean = try Mean()(try Tensor([UInt8(1), 2], [2]))
    #expect(mean.dtype == .float32)
    #expect(mean.element(0) == 1.5)
  }
}
