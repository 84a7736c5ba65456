import Engine
import EngineTestSupport
import Testing

@Suite struct SliceTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Slice") { $0.slice } == [])
  }

  static let parts: [[Slice.Part]] = [
    [], [.index(1)], [.all, .index(2)], [.index(0), .index(1), .index(3)],
    [.range(start: 1, step: -1, count: 2), .all, .range(start: 0, step: 2, count: 2)],
    [.list([1, 0, 1]), .all, .list([3, 3])], [.all, .list([2]), .index(0)], [.range(start: 0, count: 0)],
  ]

  @Test(arguments: parts)
  func gradientAgreesWithDifferences(_ parts: [Slice.Part]) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Slice(parts)($0[0]) } < 1e-6)
  }

  @Test func aStepThatIsNeverTakenDoesNotMatter() throws {
    let x = try Tensor([Float(1), 2, 3, 4], [2, 2])
    #expect(try Slice([.range(start: 1, step: .max, count: 1)])(x).elements == [3, 4])
  }

  @Test func refusesWhatIsOutside() {
    let message = "index 3, counted from 0, is out of range for a dimension of 3 elements in [2, 3]"
    #expect(Examples.error(Slice([.all, .index(3)]), on: [2, 3])?.message == message)
    #expect(Examples.error(Slice([.all, .list([0, 3])]), on: [2, 3])?.message == message)
    #expect(
      Examples.error(Slice([.all, .range(start: 1, step: 2, count: 2)]), on: [2, 3])?.message == message)
    #expect(Examples.error(Slice([.index(-1)]), on: [2, 3])?.code == .index)
    #expect(Examples.error(Slice([.range(start: 1, step: -1, count: 3)]), on: [2, 3])?.code == .index)
    #expect(Examples.error(Slice([.range(start: 1, step: .max, count: .max)]), on: [2, 3])?.code == .index)
    #expect(
      Examples.error(Slice([.range(start: 0, step: 0, count: 1)]), on: [2, 3])?.message
        == "a range needs a step other than 0 and no negative count")
    #expect(
      Examples.error(Slice([.all, .all, .all]), on: [2, 3])?.message
        == "3 indices for a tensor with 2 dimensions, [2, 3]")
  }
}
