import Engine
import EngineTestSupport
import Testing

@Suite struct MatMulTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("MatMul") { _ in MatMul() } == [])
  }

  static let pairs: [Examples.Pair] = [
    .init([3], [3]), .init([2, 3], [3]), .init([3], [3, 2]), .init([2, 3], [3, 4]),
    .init([2, 2, 3], [3, 2]),
    .init([2, 3], [2, 3, 2]), .init([2, 1, 2, 3], [3, 3, 2]), .init([2, 0], [0, 2]), .init([3], [2, 3, 2]),
    .init([3, 2, 3], [3]), .init([0, 3], [3, 2]),
  ]

  @Test(arguments: pairs)
  func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let a = try Examples.tensor(shapes.a)
    let b = try Examples.tensor(shapes.b, seed: 2)
    #expect(try GradientCase.worstDifference([a, b]) { try MatMul()($0[0], $0[1]) } < 1e-6)
  }

  @Test func integersAndMixedTypesMeet() throws {
    let a = try Tensor([UInt8(1), 2, 3, 4], [2, 2])
    let product = try MatMul()(a, try Tensor([1.0, 0.5], [2]))
    #expect(product.dtype == .float64)
    #expect(product.elements == [2, 5])
  }

  @Test func namesShapesAndInnerExtents() {
    let error = Examples.error(MatMul(), on: [2, 3], [4, 3])
    #expect(error?.message == "[2, 3] @ [4, 3]: the inner dimensions differ: 3 and 4")
    #expect(error?.help == "they agree if the right one is transposed: a @ b'")
    #expect(error?.operands.count == 2)
    #expect(Examples.error(MatMul(), on: [2, 3], [4])?.help == nil)
    #expect(Examples.error(MatMul(), on: [2, 2, 3], [3, 3, 2])?.code == .shapes)
    let number = Examples.error(MatMul(), on: [], [2, 2])
    #expect(number?.message == "@ multiplies matrices and vectors, but the shapes are [] and [2, 2]")
    #expect(number?.help == "* multiplies by a number")
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [64, 64])
    #expect(throws: TensorError.self) { try MatMul()(x, x, in: Execution(cancellation: cancellation)) }
  }
}
