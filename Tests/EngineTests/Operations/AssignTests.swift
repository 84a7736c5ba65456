import Engine
import EngineTestSupport
import Testing

@Suite struct AssignTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Assign") { Assign(to: $0.slice) } == [])
  }

  @Test(arguments: SliceTests.parts, [[], [1], [1, 1, 1]])
  func gradientAgreesWithDifferences(_ parts: [Slice.Part], _ value: [Int]) throws {
    let slice = Slice(parts)
    let base = try Examples.tensor([2, 3, 4])
    let part = try Slice(parts).resultShape([base.shape])
    guard value.count <= part.rank else { return }
    for shape in [value, part.array] {
      let value = try Examples.tensor(shape, seed: 2)
      let worst = try GradientCase.worstDifference([base, value]) { try Assign(to: slice)($0[0], $0[1]) }
      #expect(worst < 1e-6)
    }
  }

  @Test func theBaseGivesTheType() throws {
    let base = try Tensor([UInt8(1), 2, 3], [3])
    let result = try Assign(to: Slice([.index(1)]))(base, try Tensor(300.4))
    #expect(result.dtype == .uint8)
    #expect(result.elements == [1, 255, 3])
    #expect(base.elements == [1, 2, 3])
  }

  @Test func ofTwoValuesTheLastStands() throws {
    let base = try Tensor(zeros: [2])
    let value = try Tensor([Float(5), 6], [2])
    #expect(try Assign(to: Slice([.list([1, 1])]))(base, value).elements == [0, 6])
  }

  @Test func saysWhatDoesNotFill() {
    let error = Examples.error(Assign(to: Slice([.index(0)])), on: [2, 3], [4])
    #expect(error?.message == "a value of shape [4] does not fill the part of shape [3]")
    #expect(Examples.error(Assign(to: Slice([.index(0)])), on: [2, 3], [2, 3])?.code == .shapes)
    #expect(Examples.error(Assign(to: Slice([.index(0)])), on: [2, 3], [1, 3]) == nil)
    #expect(Examples.error(Assign(to: Slice([.index(2)])), on: [2, 3], [])?.code == .index)
  }
}
