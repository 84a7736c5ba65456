import Engine
import EngineTestSupport
import Testing

@Suite struct GroupNormTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("group_norm").differences(.init(float64: 2e-10, float32: 1e-4)) {
      row, operands in
      try NormalizationCase.apply(
        GroupNorm(try row.integer("groups"), epsilon: try row.number("eps", default: 1e-5)), row, operands)
    }
    #expect(differences == [])
  }

  /// With a group for each channel and no epsilon worth the name, each channel has mean 0 and variance 1.
  @Test func eachGroupIsNormalised() throws {
    let x = try Examples.tensor([3, 6, 5, 4], from: -7, to: 20)
    for groups in [1, 2, 3, 6] {
      let y = try GroupNorm(groups, epsilon: 0)(x).elements
      let length = y.count / (3 * groups)
      for start in stride(from: 0, to: y.count, by: length) {
        let row = y[start..<start + length]
        let mean = row.reduce(0, +) / Double(length)
        let variance = row.reduce(0) { $0 + $1 * $1 } / Double(length)
        #expect(abs(mean) < 1e-12 && abs(variance - 1) < 1e-12)
      }
    }
  }

  @Test func saysWhatIsWrong() throws {
    let uneven = Examples.error(GroupNorm(4), on: [2, 6, 3, 3])
    #expect(uneven?.code == .channels)
    #expect(uneven?.message == "the 6 channels of x [2, 6, 3, 3] cannot be divided into 4 groups")
    let weight = Examples.error(GroupNorm(2), on: [2, 6, 3, 3], [2])
    #expect(weight?.code == .shapes)
    #expect(weight?.message == "x [2, 6, 3, 3] has 6 channels, which need a weight of shape [6], not [2]")
    #expect(Examples.error(GroupNorm(2), on: [2, 6], [6], [2, 6])?.code == .shapes)
    #expect(Examples.error(GroupNorm(0), on: [2, 6])?.code == .option)
    #expect(Examples.error(GroupNorm(2, epsilon: -1), on: [2, 6])?.code == .option)
    #expect(Examples.error(GroupNorm(1), on: [1, 2, 3, 4, 5])?.code == .rank)
    #expect(Examples.error(GroupNorm(1), on: [])?.code == .rank)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    #expect(throws: TensorError.cancelled.named("group_norm")) {
      try GroupNorm(2).apply(
        [try Tensor(zeros: [1, 4, 300, 300])], in: Execution(cancellation: cancellation))
    }
  }
}

/// A normalisation of a row of a table, whose weight of ones goes before a bias that comes alone.
enum NormalizationCase {
  static func apply(_ operation: any Operation, _ row: CaseRow, _ operands: [Tensor]) throws -> Tensor {
    guard row.isGiven("bias"), !row.isGiven("weight") else { return try operation.apply(operands) }
    let ones = try Tensor(filled: 1, operands[1].shape, operands[1].dtype)
    return try operation.apply([operands[0], ones, operands[1]])
  }
}
