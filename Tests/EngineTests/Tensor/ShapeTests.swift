import Engine
import Testing

@Suite struct ShapeTests {
  @Test func countsAndStrides() throws {
    let shape = try Shape(checking: [2, 3, 4])
    #expect(shape.count == 24)
    #expect(shape.strides == [12, 4, 1])
    #expect(([] as Shape).count == 1)
    #expect("\(shape)" == "[2, 3, 4]")
  }

  @Test(arguments: [[-1], [1, 2, 3, 4, 5, 6, 7], [1 << 40, 1 << 40], [0, 1 << 40, 1 << 40]])
  func refusesImpossibleExtents(_ extents: [Int]) {
    #expect(throws: TensorError.self) { try Shape(checking: extents) }
  }
}
