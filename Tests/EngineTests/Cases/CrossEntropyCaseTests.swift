import Engine
import EngineTestSupport
import Testing

@Suite struct CrossEntropyCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let differences = try CaseTable("cross_entropy").differences(.init(float32: 1e-6)) { row, operands in
      let reduction = row.isGiven("reduction") ? try row.text("reduction") : "mean"
      let loss = CrossEntropy(
        labelSmoothing: try row.number("label_smoothing", default: 0),
        ignoredLabel: try row.integer("ignore_index", default: -100),
        reduction: try #require(LossReduction(rawValue: reduction)))
      return try loss.apply(operands)
    }
    #expect(differences == [])
  }
}
