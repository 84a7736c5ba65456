import Engine
import EngineTestSupport
import Testing

@Suite struct DiffTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Diff", in: "array_cases") {
      Diff(axis: $0.integer("axis") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: Examples.shapes.filter { !$0.isEmpty })
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape)
    for axis in 0..<shape.count {
      #expect(try GradientCase.worstDifference([x]) { try Diff(axis: axis)($0[0]) } < 1e-6)
    }
  }

  /// The differences of differences, against the one after the other.
  @Test func ordersAreTakenInTurn() throws {
    let x = try Examples.tensor([3, 5])
    let twice = try Diff(axis: 1, order: 2)(x)
    let inTurn = try Diff(axis: 1)(try Diff(axis: 1)(x))
    #expect(twice.shape == [3, 3])
    #expect(twice.elements == inTurn.elements)
    #expect(try GradientCase.worstDifference([x]) { try Diff(axis: 1, order: 3)($0[0]) } < 1e-6)
    #expect(try Diff(axis: 0, order: 9)(x).shape == [0, 5])
    #expect(Examples.error(Diff(axis: 0, order: 0), on: [3])?.code == .option)
  }

  @Test func refusesWhatHasNoNeighbours() throws {
    #expect(Examples.error(Diff(axis: 0), on: [])?.code == .rank)
    #expect(Examples.error(Diff(axis: 1), on: [3])?.code == .option)
    #expect(try Diff(axis: 0)(try Tensor(zeros: [0, 2])).shape == [0, 2])
    #expect(throws: TensorError.self) { try Diff(axis: 0)(try Tensor([Int64.min, 1], [2])) }
  }
}
