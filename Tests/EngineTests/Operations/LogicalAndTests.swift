import Engine
import EngineTestSupport
import Testing

@Suite struct LogicalAndTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("LogicalAnd") { _ in LogicalAnd() } == [])
    #expect(
      try OperationFixture.differences("LogicalAnd", execution: Executions.reference) { _ in LogicalAnd() }
        == [])
  }

  @Test func hasNoGradient() throws {
    let x = try Examples.tensor([4])
    let gradients = try GradientCase.analyticGradients([x]) {
      try Multiply()($0[0], try LogicalAnd()($0[0], try Compare(.greater)($0[0], try Tensor(0, .float64))))
    }
    for index in 0..<4 {
      let isTrue = x.element(index) > 0
      #expect(gradients[0].element(index) == (isTrue ? GradientCase.weight(index) : 0))
    }
  }

  @Test func namesBothShapes() {
    let error = Examples.error(LogicalAnd(), on: [2, 3], [2])
    #expect(error?.message == "shapes [2, 3] and [2] cannot be combined element by element: 3 and 2")
    #expect(error?.operation == "&")
  }
}
