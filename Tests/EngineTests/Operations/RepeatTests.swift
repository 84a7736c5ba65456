import Engine
import EngineTestSupport
import Testing

@Suite struct RepeatTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Repeat", in: "matrix_cases") {
      Repeat($0.integers("counts"))
    }
    #expect(differences == [])
  }

  @Test(arguments: [[1, 1], [2, 3], [3, 1], [2, 1, 2], [0, 2]])
  func gradientAgreesWithDifferences(_ counts: [Int]) throws {
    let x = try Examples.tensor([2, 3])
    #expect(try GradientCase.worstDifference([x]) { try Repeat(counts)($0[0]) } < 1e-6)
  }

  @Test func refusesWhatCannotBe() {
    #expect(Examples.error(Repeat([2]), on: [2, 3])?.code == .option)
    #expect(Examples.error(Repeat([-1]), on: [3])?.message == "nothing can be repeated -1 times")
    #expect(Examples.error(Repeat([.max]), on: [3])?.code == .memory)
    #expect(Examples.error(Repeat([1, 1, 1, 1, 1, 1, 1]), on: [3])?.code == .rank)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [64, 64])
    #expect(throws: TensorError.self) { try Repeat([8, 8])(x, in: Execution(cancellation: cancellation)) }
  }
}
