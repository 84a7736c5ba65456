import Engine
import EngineTestSupport
import Testing

@Suite struct BatchNormCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let differences = try CaseTable("batch_norm").differences(.init(float32: 5e-6)) { row, operands in
      let trains = try row.flag("training")
      let epsilon = try row.number("eps", default: 1e-5)
      switch try row.text("result") {
      case "y": return try BatchNorm(trains ? .batch() : .running, epsilon: epsilon).apply(operands)
      case let statistic:
        let (mean, variance) = try BatchStatistics(operands[0].detached).updating(
          mean: operands[1].detached, variance: operands[2].detached,
          momentum: try row.number("momentum", default: 0.1))
        return statistic == "running_mean" ? mean : variance
      }
    }
    #expect(differences == [])
  }
}
