import Engine
import EngineTestSupport
import Testing

@Suite struct SumTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Sum") {
      Sum(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[], [0], [1], [2], [0, 2], [2, 1], [0, 1, 2]], [true, false])
  func gradientAgreesWithDifferences(_ axes: [Int], _ keep: Bool) throws {
    let x = try Examples.tensor([2, 3, 4])
    let worst = try GradientCase.worstDifference([x]) {
      try Sum(axes: axes, keepDimensions: keep)(try Multiply()($0[0], $0[0]))
    }
    #expect(worst < 1e-6)
  }

  @Test func floatsAreAddedWithoutLosingAny() throws {
    let count = 1 << 22
    let x = try Tensor([Float](repeating: 0.1, count: count), try Shape(checking: [2, count / 2]))
    let exact = Double(Float(0.1)) * Double(count)
    #expect(abs(try Sum()(x).element(0) - exact) <= exact * 6e-8)
    #expect(abs(try Sum(axes: [1])(x).element(0) - exact / 2) <= exact * 6e-8)
    let columns = try Reshape([count / 4, 4])(x)
    #expect(abs(try Sum(axes: [0])(columns).element(3) - exact / 4) <= exact * 6e-8)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10])
    #expect(throws: TensorError.self) { try Sum()(x, in: Execution(cancellation: cancellation)) }
  }

  @Test func refusesAxesThatAreNotThere() {
    #expect(
      Examples.error(Sum(axes: [2]), on: [2, 3])?.message
        == "dimension 2, counted from 0, is not among the 2 of [2, 3]")
    #expect(
      Examples.error(Sum(axes: [1, 1]), on: [2, 3])?.message
        == "sum cannot reduce the same dimension of [2, 3] twice")
  }
}
