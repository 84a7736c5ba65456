import Engine
import EngineTestSupport
import Testing

@Suite struct LogicalOrTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("LogicalOr") { _ in LogicalOr() } == [])
    #expect(
      try OperationFixture.differences("LogicalOr", execution: Executions.reference) { _ in LogicalOr() }
        == [])
  }

  @Test func hasNoGradient() throws {
    let x = try Examples.tensor([4])
    let gradients = try GradientCase.analyticGradients([x]) {
      try Multiply()($0[0], try LogicalOr()($0[0], try Compare(.greater)($0[0], try Tensor(0, .float64))))
    }
    for index in 0..<4 {
      let isTrue = x.element(index) != 0
      #expect(gradients[0].element(index) == (isTrue ? GradientCase.weight(index) : 0))
    }
  }

  @Test func namesBothShapes() {
    let error = Examples.error(LogicalOr(), on: [2, 3], [2])
    #expect(error?.message == "shapes [2, 3] and [2] cannot be combined element by element: 3 and 2")
    #expect(error?.operation == "|")
  }
}
