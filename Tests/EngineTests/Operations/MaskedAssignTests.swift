import Engine
import EngineTestSupport
import Testing

@Suite struct MaskedAssignTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("MaskedAssign") {
        try MaskedAssign(to: try MaskedSelectTests.mask($0), axis: $0.integer("axis") ?? 0)
      } == [])
  }

  @Test(arguments: MaskedSelectTests.masks.indices) func gradientAgreesWithDifferences(_ index: Int) throws {
    let (shape, axis, extents) = MaskedSelectTests.masks[index]
    let mask = try MaskedSelectTests.example(extents)
    let base = try Examples.tensor(shape)
    let part = try MaskedSelect(mask, axis: axis).resultShape([base.shape])
    for shape in [[], [1], part.array, Array(part.array.dropFirst())] {
      let value = try Examples.tensor(shape, seed: 2)
      let assign = try MaskedAssign(to: mask, axis: axis)
      #expect(
        try GradientCase.worstDifference([base, value], atMost: 50) { try assign($0[0], $0[1]) } < 1e-6)
    }
  }

  @Test func inPlaceAndWhereTheElementsAreShared() throws {
    let mask = try Tensor([true, false, true], [3])
    var x = try Tensor([Float(1), 2, 3], [3])
    let before = x
    try x.assign(try Tensor([7.5, 8], [2]), where: mask)
    #expect(x.elements == [7.5, 2, 8] && before.elements == [1, 2, 3])
    let place = x.identity
    try x.assign(try Tensor(0), where: mask)
    #expect(x.elements == [0, 2, 0] && x.identity == place, "nobody else holds it")
    var bytes = try Tensor([UInt8(1), 2, 3], [3])
    try bytes.assign(try Tensor(300.4), where: mask)
    #expect(bytes.dtype == .uint8 && bytes.elements == [255, 2, 255])
    // A value that is the tensor itself.
    var y = try Tensor([Float(1), 2, 3], [3])
    try y.assign(y, where: try Tensor([true, true, true], [3]))
    #expect(y.elements == [1, 2, 3])
  }

  @Test func saysWhatDoesNotFill() throws {
    let mask = try Tensor([true, false, true], [3])
    let error = Examples.error(try MaskedAssign(to: mask), on: [3], [3])
    #expect(error?.message == "a value of shape [3] does not fill the part of shape [2]")
    #expect(error?.operation == "assign")
    #expect(Examples.error(try MaskedAssign(to: mask), on: [3], [1, 2]) == nil)
    #expect(Examples.error(try MaskedAssign(to: mask), on: [4], [])?.code == .shapes)
    var x = try Tensor(zeros: [3])
    #expect(throws: TensorError.self) { try x.assign(try Tensor(zeros: [5]), where: mask) }
  }
}
