import Engine
import EngineTestSupport
import Testing

@Suite struct LogicalNotTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("LogicalNot") { _ in LogicalNot() } == [])
    #expect(
      try OperationFixture.differences("LogicalNot", execution: Executions.reference) { _ in LogicalNot() }
        == [])
  }

  @Test func twiceIsTheMaskItself() throws {
    let mask = try Compare(.greater)(try Examples.tensor([3, 100]), try Tensor(0))
    #expect(try LogicalNot()(try LogicalNot()(mask)).elements == mask.elements)
    #expect(try LogicalNot()(mask).elements == mask.elements.map { 1 - $0 })
  }
}
