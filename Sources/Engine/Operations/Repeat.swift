/// x so many times along each axis, one after the other; new axes come in front. The gradient is the sum of those of all
/// copies. PyTorch: `x.repeat(counts)`, and with as many axes as x has, `torch.tile(x, counts)`.
public struct Repeat: Operation {
  /// How often along each axis of the result.
  public let counts: [Int]

  /// - Parameter counts: how often along each axis, outermost first; at least as many as x has axes.
  public init(_ counts: [Int]) { self.counts = counts }

  public var name: String { "repeat" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: its extents, each times its number, behind those of new axes.
  /// - Throws: `option` for a negative number or fewer numbers than axes, `rank` for more than a tensor has at most,
  ///   `memory` for a result beyond any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    guard counts.count >= shape.rank else {
      throw TensorError(
        .option,
        "\(Shape.text(counts)) says how many times for \(counts.count) of the \(shape.rank) dimensions of \(shape)",
        operands: [.init(0, "\(shape)")], help: "tile(x, 2) repeats along the last dimensions")
    }
    if let count = counts.first(where: { $0 < 0 }) {
      throw TensorError(.option, "nothing can be repeated \(count) times")
    }
    var extents = aligned(shape)
    for (axis, count) in counts.enumerated() {
      let (extent, isTooLarge) = extents[axis].multipliedReportingOverflow(by: count)
      extents[axis] = isTooLarge ? Int.max : extent
    }
    return try Shape(checking: extents)
  }

  /// The extents of x with those of new axes in front.
  private func aligned(_ shape: Shape) -> [Int] {
    [Int](repeating: 1, count: counts.count - shape.rank) + shape.array
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = operands[0]
    var extents = aligned(x.shape)
    var result = x.detached.viewed(as: Shape(trusted: extents))
    // From the last axis on, so that what is repeated lies together.
    for axis in extents.indices.reversed() where counts[axis] != 1 {
      let (outer, inner) = surroundings(axis, extents)
      let block = Shape(trusted: [outer, 1, inner])
      let blocks = try Shape(checking: [outer, counts[axis], inner])
      extents[axis] *= counts[axis]
      result = try Region(block, repeatedTo: blocks).gathered(from: result, as: blocks, execution)
    }
    return (result.viewed(as: shape), x.shape)
  }

  public func pullback(
    _ gradient: Tensor, _ plan: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var extents = plan.array
    let own = aligned(shape)
    var result = gradient
    for axis in extents.indices where counts[axis] != 1 {
      extents[axis] = own[axis]
      let (outer, inner) = surroundings(axis, extents)
      let copies = result.viewed(as: Shape(trusted: [outer, counts[axis], inner]))
      result = try Reduction.sum(copies, into: Shape(trusted: [outer, 1, inner]), execution)
    }
    return [result.viewed(as: shape)]
  }

  /// How many elements there are before an axis, and how many along it and behind it.
  private func surroundings(_ axis: Int, _ extents: [Int]) -> (outer: Int, inner: Int) {
    (extents[..<axis].reduce(1, *), extents[axis...].reduce(1, *))
  }
}
