import Engine
import EngineTestSupport
import Testing

@Suite struct ElementwiseLossCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let differences = try CaseTable("elementwise_losses").differences(.init(float32: 2e-5)) { row, operands in
      let reduction = row.isGiven("reduction") ? try row.text("reduction") : "mean"
      return try Self.loss(row, try #require(LossReduction(rawValue: reduction))).apply(operands)
    }
    #expect(differences == [])
  }

  private static func loss(_ row: CaseRow, _ reduction: LossReduction) throws -> any Operation {
    switch try row.text("loss") {
    case "l1_loss": L1Loss(reduction: reduction)
    case "huber_loss": HuberLoss(delta: try row.number("delta", default: 1), reduction: reduction)
    case "smooth_l1_loss": SmoothL1Loss(beta: try row.number("beta", default: 1), reduction: reduction)
    case "binary_cross_entropy": BinaryCrossEntropy(reduction: reduction)
    case "binary_cross_entropy_with_logits": BinaryCrossEntropyWithLogits(reduction: reduction)
    case let other: throw CaseRow.Failure("there is no loss \(other)")
    }
  }
}
