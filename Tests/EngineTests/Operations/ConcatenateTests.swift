import Engine
import EngineTestSupport
import Testing

@Suite struct ConcatenateTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("Concatenate") { Concatenate(axis: $0.integer("axis") ?? 0) } == [])
  }

  @Test(arguments: [0, 1, 2])
  func gradientAgreesWithDifferences(_ axis: Int) throws {
    var shape = [2, 3, 2]
    let first = try Examples.tensor(shape)
    shape[axis] = 1
    let second = try Examples.tensor(shape, seed: 2)
    let worst = try GradientCase.worstDifference([first, second]) {
      try Concatenate(axis: axis)($0[0], $0[1], $0[0])
    }
    #expect(worst < 1e-6)
  }

  @Test func typesMeet() throws {
    let bytes = try Tensor([UInt8(1)], [1])
    let large = try Tensor([Int64(1) << 40], [1])
    let joined = try Concatenate()(bytes, large)
    #expect(joined.dtype == .int64)
    #expect(joined.elements == [1, 1_099_511_627_776])
    #expect(try Concatenate()(bytes, try Tensor(zeros: [1])).dtype == .float32)
  }

  @Test func saysWhatCannotBeJoined() throws {
    #expect(
      Examples.error(Concatenate(), on: [2, 3], [2, 4])?.message
        == "[2, 3] and [2, 4] cannot be joined: they must agree in all other dimensions")
    #expect(Examples.error(Concatenate(), on: [2, 3], [3])?.code == .shapes)
    #expect(Examples.error(Concatenate())?.message == "there is nothing to join")
    #expect(
      Examples.error(Concatenate(), on: [], [])?.message == "numbers have no dimension to join along")
    #expect(
      Examples.error(Concatenate(axis: 2), on: [2, 3])?.message
        == "dimension 2, counted from 0, is not among the 2 of [2, 3]")
  }
}
