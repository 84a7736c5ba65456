import Engine
import EngineTestSupport
import Testing

@Suite struct TakeAlongTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("TakeAlong", in: "array_cases") {
      TakeAlong(axis: $0.integer("axis") ?? 0)
    }
    #expect(differences == [])
  }

  @Test(arguments: [0, 1, 2])
  func gradientAgreesWithDifferences(_ axis: Int) throws {
    let x = try Examples.tensor([2, 3, 4])
    // The last element twice, so that its gradient is a sum.
    var places = try Tensor(zeros: [2, 3, 4], .int64)
    for position in 0..<24 where position % 3 > 0 { try places.setElement(position, to: 1) }
    #expect(try GradientCase.worstDifference([x]) { try TakeAlong(axis: axis)($0[0], places) } < 1e-6)
  }

  @Test func indicesMayCountFromOne() throws {
    let x = try Tensor([5.0, 6, 7], [3])
    let indices = try Tensor([3, 1] as [Int64], [2])
    #expect(try TakeAlong(axis: 0, firstIndex: 1)(x, indices).elements == [7, 5])
    #expect(try TakeAlong(axis: 0, firstIndex: 1)(x, try Tensor([3.0, 1], [2])).elements == [7, 5])
    #expect(throws: TensorError.self) { try TakeAlong(axis: 0)(x, try Tensor([0.5], [1])) }
    #expect(throws: TensorError.self) { try TakeAlong(axis: 0)(x, try Tensor([Double.nan], [1])) }
    let outside = try Tensor([4] as [Int64], [1])
    #expect {
      try TakeAlong(axis: 0, firstIndex: 1)(x, outside)
    } throws: {
      ($0 as? TensorError)?.message == "there is no element 4: the 3 along that dimension are 1 to 3"
    }
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(Examples.error(TakeAlong(axis: 1), on: [2, 3], [3, 3])?.code == .shapes)
    #expect(Examples.error(TakeAlong(axis: 1), on: [2, 3], [2])?.code == .shapes)
    #expect(Examples.error(TakeAlong(axis: 2), on: [2, 3], [2, 3])?.code == .option)
    #expect(Examples.error(TakeAlong(axis: 0), on: [0], [1])?.code == .index)
  }
}
