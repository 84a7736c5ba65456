import Engine
import EngineTestSupport
import Testing

@Suite struct ConvertTests {
  @Test func agreesWithPyTorch() throws {
    let types = Dictionary(uniqueKeysWithValues: DType.allCases.map { ($0.name, $0) })
    let differences = try OperationFixture.differences("Convert") {
      Convert(to: try #require(types[$0.text("target") ?? ""]))
    }
    #expect(differences == [])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 0x1p63, -1e300]) func whatInt64DoesNotHold(
    _ number: Double
  ) throws {
    for dtype in [DType.float32, .float64] {
      let x = try Tensor([1, number], [2]).converted(to: dtype)
      #expect((#expect(throws: TensorError.self) { try Convert(to: .int64)(x) })?.code == .overflow)
    }
  }

  @Test(arguments: Examples.shapes)
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape)
    // There and back in float32, of which a central difference with a large step sees nothing else.
    let worst = try GradientCase.worstDifference([x], step: 0.25) {
      try Multiply()(try Convert(to: .float64)(try Convert(to: .float64)($0[0])), $0[0])
    }
    #expect(worst < 1e-6)
  }

  @Test func gradientsComeBackInTheOperandsType() throws {
    let x = try Tensor([Float(1.5), 2], [2])
    let gradients = try GradientCase.analyticGradients([x]) { try Convert(to: .float64)($0[0]) }
    #expect(gradients[0].dtype == .float32)
    #expect(gradients[0].element(0) == 0.5)
  }

  @Test func integersAreRoundedAndSaturate() throws {
    let x = try Tensor([-3.0, 0.5, 1.5, 254.6, 1e9, Double.nan], [6])
    #expect(try Convert(to: .uint8)(x).elements == [0, 0, 2, 255, 255, 0])
    #expect(try x.converted(to: .int64).elements == [-3, 0, 2, 255, 1e9, 0])
  }

  @Test func nothingIsRecordedThroughIntegers() throws {
    let x = try Tensor([1.5, 2], [2])
    let gradients = try GradientCase.analyticGradients([x]) {
      let whole = try Convert(to: .int64)($0[0])
      #expect(!whole.isTaped)
      return try Multiply()(whole, try Tensor(2, .float64))
    }
    #expect(gradients[0].elements == [0, 0])
  }
}
