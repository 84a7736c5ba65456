import Engine
import EngineTestSupport
import Testing

@Suite struct WhereTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Where") { _ in Where() } == [])
  }

  static let pairs: [Examples.Pair] = [
    .init([2, 3], [2, 3]), .init([2, 3], []), .init([], [2, 3]), .init([3], [2, 1]), .init([1], [1, 1, 3]),
    .init([], []),
  ]

  @Test(arguments: pairs, [[2, 3], [2, 1], [1], []])
  func gradientAgreesWithDifferences(_ shapes: Examples.Pair, _ condition: [Int]) throws {
    let a = try Examples.tensor(shapes.a)
    let b = try Examples.tensor(shapes.b, seed: 2)
    let c = try Compare(.greater)(try Examples.tensor(condition, seed: 3), try Tensor(0))
    #expect(try GradientCase.worstDifference([a, b]) { try Where()(c, $0[0], $0[1]) } < 1e-6)
  }

  @Test func theConditionKeepsItsTypeToItself() throws {
    let condition = try Tensor([1.0, 0], [2])
    let result = try Where()(condition, try Tensor([Float(1), 2], [2]), try Tensor(3))
    #expect(result.dtype == .float32)
    #expect(result.elements == [1, 3])
    let labels = try Where()(condition, try Tensor([Int64.max, 2], [2]), try Tensor([Int64(7)], [1]))
    #expect(labels.dtype == .int64)
    let back = try Where()(try Tensor([UInt8(1), 1], [2]), labels, labels)
    #expect(try Compare(.equal)(back, labels).elements == [1, 1])
  }

  @Test func namesTheOperandsThatDoNotFit() {
    let error = Examples.error(Where(), on: [2], [2, 3], [4])
    #expect(error?.message == "shapes [2, 3] and [4] cannot be combined element by element: 3 and 4")
    #expect(error?.operands.map(\.position) == [1, 2])
    #expect(Examples.error(Where(), on: [2], [3], [])?.operands.first?.position == 0)
  }
}
