import Engine
import EngineTestSupport
import Testing

@Suite struct LogSoftmaxTests {
  @Test(arguments: [[5], [1], [3, 4], [2, 3, 4], [2, 3, 2, 2], [3, 20, 3], [2, 3, 33], [0, 3], [3, 0]])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    for axis in shape.indices {
      #expect(try GradientCase.worstDifference([x]) { try LogSoftmax(axis: axis)($0[0]) } < 1e-6)
    }
  }

  @Test(arguments: DType.allCases.filter(\.isFloating)) func isTheLogarithmOfSoftmax(_ dtype: DType) throws {
    let x = try Examples.tensor([4, 6, 5], from: -4, to: 4, dtype)
    for axis in 0..<3 {
      let (a, b) = (try LogSoftmax(axis: axis)(x), try Log()(try Softmax(axis: axis)(x)))
      for (a, b) in zip(a.elements, b.elements) {
        #expect(abs(a - b) <= (dtype == .float32 ? 2e-6 : 1e-14) * max(1, abs(b)))
      }
    }
  }

  /// Where softmax underflows the logarithm still has all its digits.
  @Test func nothingVanishes() throws {
    let y = try LogSoftmax(axis: 0)(try Tensor([Float(0), -1000, 1000], [3]))
    #expect(y.elements == [-1000, -2000, 0])
  }

  @Test func refusesAxesThatAreNotThere() {
    #expect(Examples.error(LogSoftmax(axis: 2), on: [2, 3])?.code == .option)
  }

  @Test(arguments: [0, 1]) func stopsWhenAsked(_ axis: Int) throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10, 10])
    #expect(throws: TensorError.cancelled.named("log_softmax")) {
      try LogSoftmax(axis: axis)(x, in: Execution(cancellation: cancellation))
    }
  }
}
