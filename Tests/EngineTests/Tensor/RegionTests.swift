import Engine
import EngineTestSupport
import Testing

@Suite struct RegionTests {
  /// Large enough for strips, rows and their rests: against indices worked out one by one.
  @Test(arguments: [[70, 45], [3, 70, 33], [33, 4, 70], [2, 40, 3, 37]])
  func everyOrderOfAxesMovesEveryElement(_ extents: [Int]) throws {
    let shape = try Shape(checking: extents)
    let x = try Tensor((0..<shape.count).map { Int64($0) }, shape)
    for order in permutations(Array(0..<shape.rank)) {
      let moved = try Permute(order)(x)
      let steps = order.map { shape.strides[$0] }
      let strides = moved.shape.strides
      let wrong = (0..<shape.count).filter { position in
        var (rest, source) = (position, 0)
        for axis in 0..<shape.rank {
          source += rest / strides[axis] * steps[axis]
          rest %= strides[axis]
        }
        return moved.element(position) != Double(source)
      }
      #expect(wrong.isEmpty, "order \(order)")
    }
  }

  private func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in permutations(items.filter { $0 != first }).map { [first] + $0 } }
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [4, 4])
    #expect(throws: TensorError.self) { try Transpose()(x, in: Execution(cancellation: cancellation)) }
  }
}
