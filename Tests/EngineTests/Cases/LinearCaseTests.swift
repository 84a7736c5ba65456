import Engine
import EngineTestSupport
import Testing

@Suite struct LinearCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let differences = try CaseTable("linear").differences(.init(float32: 2e-6)) { row, operands in
      try Linear().apply(operands)
    }
    #expect(differences == [])
  }
}
