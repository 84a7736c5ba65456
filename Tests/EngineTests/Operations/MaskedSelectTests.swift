import Engine
import EngineTestSupport
import Testing

@Suite struct MaskedSelectTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("MaskedSelect") {
        try MaskedSelect(try MaskedSelectTests.mask($0), axis: $0.integer("axis") ?? 0)
      } == [])
  }

  /// The mask of a case.
  static func mask(_ given: OperationCase) throws -> Tensor {
    try Tensor(given.integers("mask").map { $0 != 0 }, try Shape(checking: given.integers("shape")))
  }

  /// Shapes, and the dimensions that a mask covers.
  static let masks: [(shape: [Int], axis: Int, extents: [Int])] = [
    ([5], 0, [5]), ([2, 3], 0, [2, 3]), ([3, 4], 0, [3]), ([3, 4], 1, [4]), ([2, 3, 4], 0, [2, 3]),
    ([2, 3, 4], 1, [3, 4]), ([2, 3, 4], 1, [3]), ([0, 2], 0, [0]), ([70, 40], 0, [70, 40]),
  ]

  static func example(_ extents: [Int], seed: UInt64 = 3) throws -> Tensor {
    try Compare(.greater)(try Examples.tensor(extents, from: -1, to: 1, seed: seed), try Tensor(0))
  }

  @Test(arguments: masks.indices) func gradientAgreesWithDifferences(_ index: Int) throws {
    let (shape, axis, extents) = Self.masks[index]
    let select = try MaskedSelect(try Self.example(extents), axis: axis)
    let x = try Examples.tensor(shape)
    #expect(try GradientCase.worstDifference([x], atMost: 50) { try select($0[0]) } < 1e-6)
  }

  /// Masks longer than what is looked at in one piece, and rows longer than that.
  @Test(arguments: [DType.float32, .float64, .int64, .uint8, .bool]) func longMasks(_ dtype: DType) throws {
    for (count, inner) in [(300_001, 1), (3, 100_000), (70_000, 3)] {
      let x = try Examples.tensor([count, inner], from: 0, to: 100, seed: 4).converted(to: dtype)
      let mask = try Self.example([count])
      let selected = try MaskedSelect(mask)(x)
      let rows = (0..<count).filter { mask.element($0) != 0 }
      #expect(selected.shape.array == [rows.count, inner])
      let places = [0, rows.count / 2, rows.count - 1].filter { rows.indices.contains($0) }
      for place in places {
        for column in [0, inner - 1] {
          #expect(selected.element(place * inner + column) == x.element(rows[place] * inner + column))
        }
      }
    }
  }

  @Test func saysWhatDoesNotFit() throws {
    let select = try MaskedSelect(try Self.example([3]))
    let error = Examples.error(select, on: [2, 3])
    #expect(error?.code == .shapes)
    #expect(
      error?.message
        == "a mask has the shape of what it selects from in its first dimensions: the mask is [3], the tensor [2, 3]"
    )
    #expect(Examples.error(select, on: [])?.code == .shapes)
    #expect(Examples.error(try MaskedSelect(try Self.example([3]), axis: 1), on: [2, 3]) == nil)
    #expect(Examples.error(try MaskedSelect(try Self.example([3]), axis: 2), on: [2, 3])?.code == .shapes)
    #expect(throws: TensorError.self) { try MaskedSelect(try Tensor(zeros: [3])) }
    #expect(throws: TensorError.self) { try MaskedSelect(try Tensor(1, .bool)) }
  }

  @Test func indicesOfWhatIsTrue() throws {
    let x = try Tensor([5.0, 0, .nan, -0.0, 7, 8], [2, 3])
    #expect(try x.nonzero().elements == [0, 0, 0, 2, 1, 1, 1, 2])
    #expect(try x.nonzero().shape == [4, 2])
    #expect(try Tensor(zeros: [3]).nonzero().shape == [0, 1])
    #expect(try Tensor(2).nonzero().shape == [1, 0])
    #expect(try Tensor(zeros: [0, 3]).nonzero().shape == [0, 2])
  }

  @Test func indicesCountFromWhatIsAskedFor() throws {
    let cube = try Tensor([0.0, 1, 0, 0, 1, 0, 0, 1], [2, 2, 2])
    #expect(try cube.nonzero(countingFrom: 1).elements == [1, 1, 2, 2, 1, 1, 2, 2, 2])
    #expect(try cube.nonzero().elements == [0, 0, 1, 1, 0, 0, 1, 1, 1])
    // Longer than one stretch between two looks at the cancellation.
    let every = 70_000
    let row = try Tensor((0..<(2 * every + 1)).map { $0 % every == 0 ? 1 : 0 }, [2 * every + 1])
    #expect(try row.nonzero().elements == [0, Double(every), Double(2 * every)])
    let column = try Tensor(row.elements, [2 * every + 1, 1])
    #expect(try column.nonzero().elements == [0, 0, Double(every), 0, Double(2 * every), 0])
  }
}
