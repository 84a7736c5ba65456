import Engine
import EngineTestSupport
import Testing

@Suite struct MSELossCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let table = try CaseTable("mse_loss", atLeast: 20)
    let differences = table.differences(.init(float32: 1e-6)) { row, operands in
      let reduction = row.isGiven("reduction") ? try row.text("reduction") : "mean"
      return try MSELoss(reduction: try #require(LossReduction(rawValue: reduction))).apply(operands)
    }
    #expect(differences == [])
  }
}
