import Engine
import EngineTestSupport
import Testing

@Suite struct BroadcastTests {
  /// Shapes with rows longer than a piece and with every pattern of repeated axes, against indices one by one.
  @Test(arguments: [[2, 3, 4, 5], [1, 3, 1, 2], [70_000], [2, 70_000], [70_000, 3]])
  func rowsMeetTheRightElements(_ extents: [Int]) throws {
    let shape = try Shape(checking: extents)
    for pattern in 0..<(1 << extents.count) {
      let small = try Shape(
        checking: extents.enumerated().map { pattern >> $0.offset & 1 == 1 ? 1 : $0.element })
      let a = try Tensor((0..<small.count).map { Double($0) }, small)
      let big = try Tensor((0..<shape.count).map { Double($0) }, shape)
      let sum = try Add()(a, big)
      let steps = (0..<small.rank).map { small[$0] == 1 ? 0 : small.strides[$0] }
      let strides = shape.strides
      let wrong = (0..<shape.count).first { position in
        var (rest, source) = (position, 0)
        for axis in 0..<shape.rank {
          source += rest / strides[axis] * steps[axis]
          rest %= strides[axis]
        }
        return sum.element(position) != Double(position + source)
      }
      #expect(wrong == nil, "\(small) to \(shape)")
    }
  }

  @Test func refusesShapesThatDoNotFit() {
    let error = Examples.error(Add(), on: [2, 3], [3, 2])
    #expect(error?.message == "shapes [2, 3] and [3, 2] cannot be combined element by element: 2 and 3")
    #expect(error?.help == "for the matrix product write @")
    #expect(error?.operation == "+")
  }

  @Test func elementWiseWorkStopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let execution = Execution(cancellation: cancellation)
    let x = try Tensor(zeros: [4, 1])
    let y = try Tensor(zeros: [1, 4])
    #expect(throws: TensorError.cancelled.named("+")) { try Add()(x, y, in: execution) }
    #expect(throws: TensorError.cancelled.named("relu")) { try Relu()(x, in: execution) }
  }
}
