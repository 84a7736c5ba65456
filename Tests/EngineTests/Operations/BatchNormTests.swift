import Engine
import EngineTestSupport
import Testing

@Suite struct BatchNormTests {
  @Test(arguments: [[5, 3], [2, 3, 2, 2], [3, 2, 4], [4, 1], [2, 3, 1, 5]])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let channels = shape.count == 3 ? shape[0] : shape[1]
    let x = try Examples.tensor(shape, from: -2, to: 2)
    let (weight, bias) = (try Examples.tensor([channels], seed: 2), try Examples.tensor([channels], seed: 3))
    let (mean, variance) = (
      try Examples.tensor([channels], seed: 4), try Examples.tensor([channels], from: 0.3, to: 2, seed: 5)
    )
    for operands in [[x], [x, weight], [x, weight, bias]] {
      #expect(try GradientCase.worstDifference(operands) { try BatchNorm(.batch()).apply($0) } < 1e-6)
      let given = [operands[0], mean, variance] + operands.dropFirst()
      #expect(try GradientCase.worstDifference(given) { try BatchNorm(.running).apply($0) } < 1e-6)
    }
  }

  @Test(arguments: DType.allCases.filter(\.isFloating)) func channelsAreBroughtToMeanZero(_ dtype: DType)
    throws
  {
    let x = try Examples.tensor([4, 3, 5, 5], from: 90, to: 110, dtype)
    let y = try BatchNorm(.batch(), epsilon: 0)(x)
    let after = try BatchStatistics(y)
    for channel in 0..<3 {
      #expect(abs(after.mean.element(channel)) < (dtype == .float32 ? 1e-7 : 1e-13))
      #expect(abs(after.variance.element(channel) - 1) < (dtype == .float32 ? 1e-6 : 1e-13))
    }
  }

  /// A layer computes the statistics once, for itself and for the operation.
  @Test func statisticsCanBePassed() throws {
    let x = try Examples.tensor([6, 3], .float32)
    let statistics = try BatchStatistics(x)
    #expect(statistics.count == 6)
    #expect(try BatchNorm(.batch(statistics))(x).elements == (try BatchNorm(.batch())(x)).elements)
    let gradients = try [BatchNorm(.batch(statistics)), BatchNorm(.batch())].map { operation in
      try GradientCase.analyticGradients([x]) { try operation($0[0]) }[0].elements
    }
    #expect(gradients[0] == gradients[1])
  }

  @Test func statisticsAreThoseOfMeanAndVar() throws {
    let x = try Examples.tensor([3, 2, 4, 2])
    let statistics = try BatchStatistics(x)
    let (mean, variance) = (try Mean(axes: [0, 2, 3])(x), try Variance(axes: [0, 2, 3])(x))
    let (newMean, newVariance) = try statistics.updating(
      mean: try Tensor([1.0, 2.0], [2]), variance: try Tensor([3.0, 4.0], [2]), momentum: 0.25)
    for channel in 0..<2 {
      let old = (mean: Double(channel + 1), variance: Double(channel + 3))
      #expect(abs(newMean.element(channel) - (0.75 * old.mean + 0.25 * mean.element(channel))) < 1e-12)
      #expect(
        abs(newVariance.element(channel) - (0.75 * old.variance + 0.25 * variance.element(channel))) < 1e-12)
    }
  }

  /// Running statistics keep their type; the batch's may be another.
  @Test func runningStatisticsKeepTheirType() throws {
    let statistics = try BatchStatistics(try Examples.tensor([4, 2]))
    let (mean, variance) = try statistics.updating(
      mean: try Tensor(zeros: [2]), variance: try Tensor(zeros: [2]))
    #expect(mean.dtype == .float32 && variance.dtype == .float32)
    #expect(throws: TensorError.self) {
      try statistics.updating(mean: try Tensor(zeros: [3]), variance: try Tensor(zeros: [2]))
    }
    #expect(throws: TensorError.self) {
      try statistics.updating(mean: try Tensor(zeros: [2]), variance: try Tensor(zeros: [2]), momentum: 2)
    }
  }

  @Test func saysWhatDoesNotFit() {
    #expect(
      Examples.error(BatchNorm(.running), on: [4, 3], [3], [2])?.message
        == "x [4, 3] has 3 channels, which need a variance of shape [3], not [2]")
    #expect(
      Examples.error(BatchNorm(.batch()), on: [2, 3, 4, 4], [3], [4])?.message
        == "x [2, 3, 4, 4] has 3 channels, which need a bias of shape [3], not [4]")
    #expect(
      Examples.error(BatchNorm(.batch()), on: [1, 3])?.message
        == "one element per channel has no variance: batch_norm cannot train on the shape [1, 3]")
    #expect(Examples.error(BatchNorm(.batch()), on: [3, 1, 1])?.code == .size)
    #expect(Examples.error(BatchNorm(.batch()), on: [])?.code == .rank)
    #expect(Examples.error(BatchNorm(.batch()), on: [1, 1, 1, 1, 1])?.code == .rank)
    #expect(Examples.error(BatchNorm(.batch(), epsilon: -1), on: [4, 3])?.code == .option)
    #expect(Examples.error(BatchNorm(.batch()), on: [0, 3]) == nil)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10, 10])
    let one = try Tensor(filled: 1, [10])
    let execution = Execution(cancellation: cancellation)
    #expect(throws: TensorError.cancelled.named("batch_norm")) { try BatchNorm(.batch())(x, in: execution) }
    #expect(throws: TensorError.cancelled.named("batch_norm")) {
      try BatchNorm(.running)(x, one, one, in: execution)
    }
  }
}
