import Engine
import EngineTestSupport
import Testing

@Suite struct SoftmaxCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let differences = try CaseTable("softmax").differences(.init(float32: 5e-6)) { row, operands in
      let dim = try row.integer("dim")
      let axis = dim < 0 ? dim + operands[0].rank : dim
      return switch try row.text("operation") {
      case "softmax": try Softmax(axis: axis)(operands[0])
      case "log_softmax": try LogSoftmax(axis: axis)(operands[0])
      case let name: throw CaseRow.Failure("there is no operation \(name)")
      }
    }
    #expect(differences == [])
  }
}
