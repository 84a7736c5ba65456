import Engine
import EngineTestSupport
import Testing

@Suite struct PadTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("Pad") { Pad($0.integers("sides"), value: $0.number("value") ?? 0) }
        == [])
  }

  @Test(arguments: [[], [1, 2], [1, 0, 2, 1], [-1, 1, 1, -2], [0, -3]])
  func gradientAgreesWithDifferences(_ sides: [Int]) throws {
    let x = try Examples.tensor([2, 3, 4])
    #expect(try GradientCase.worstDifference([x]) { try Pad(sides, value: 3)($0[0]) } < 1e-6)
  }

  @Test func cutsOffMoreThanThereIs() throws {
    let x = try Tensor([Float(1), 2, 3], [3])
    #expect(try Pad([-4, 3], value: 7)(x).elements == [7, 7])
    #expect(
      Examples.error(Pad([-2, -2]), on: [3])?.message == "padding of -2 and -2 removes more than all of 3")
  }

  @Test func saysWhatIsWrongWithTheSides() {
    #expect(
      Examples.error(Pad([1]), on: [3])?.message
        == "padding comes in pairs (left, right, top, bottom, …), and [1] is odd")
    #expect(
      Examples.error(Pad([1, 1, 1, 1]), on: [3])?.message == "4 sides for a tensor of shape [3], which has 2")
    for sides in [[Int.max, 1], [.min, .max], [1 << 40, 1 << 47]] {
      #expect(Examples.error(Pad(sides), on: [3])?.code == .memory)
    }
  }
}
