/// The Kronecker product: each element of a times all of b, block by block. With fewer dimensions the one of the two gets
/// dimensions of 1 in front. [m, n] and [p, q] give [m·p, n·q]. PyTorch: `torch.kron(a, b)`.
public struct Kron: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "kron" }
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: the shapes of a and b.
  /// - Returns: the products of their extents, aligned at the last.
  /// - Throws: `rank` for more than three dimensions, `memory` for a result beyond any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> KronPlan {
    for (position, shape) in operands.enumerated() where shape.rank > Shape.maximumRank / 2 {
      throw TensorError(
        .rank,
        "kron takes tensors of at most \(Shape.maximumRank / 2) dimensions, and this has the shape \(shape)",
        operands: [.init(position, "\(shape)")])
    }
    return try KronPlan(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], _ plan: KronPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: BinaryOperands) {
    let (a, b) = (operands[0].detached.viewed(as: plan.left), operands[1].detached.viewed(as: plan.right))
    let product = try Multiply().apply([a, b], in: execution)
    return (product.viewed(as: plan.result), BinaryOperands(a: operands[0].detached, b: operands[1].detached))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: KronPlan, _ saved: BinaryOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let blocks = gradient.detached.viewed(as: try Broadcast.shape(plan.left, plan.right))
    func share(_ other: Tensor, _ view: Shape, by own: Shape, _ shape: Shape) throws(TensorError) -> Tensor {
      let product = try Multiply().apply([blocks, other.viewed(as: view)], in: execution)
      return try Broadcast.reduce(product, to: own, execution).viewed(as: shape)
    }
    return [
      needs[0] ? try share(saved.b, plan.right, by: plan.left, saved.a.shape) : nil,
      needs[1] ? try share(saved.a, plan.left, by: plan.right, saved.b.shape) : nil,
    ]
  }
}

/// How the operands of a Kronecker product are seen, so that it is their product with broadcasting: each dimension of the
/// result is two, that of a before that of b.
public struct KronPlan: OperationPlan {
  public let result: Shape
  let left: Shape
  let right: Shape

  init(_ a: Shape, _ b: Shape) throws(TensorError) {
    let rank = max(a.rank, b.rank)
    let first = [Int](repeating: 1, count: rank - a.rank) + a.array
    let second = [Int](repeating: 1, count: rank - b.rank) + b.array
    var extents: [Int] = []
    for (own, other) in zip(first, second) {
      let (extent, isTooLarge) = own.multipliedReportingOverflow(by: other)
      extents.append(isTooLarge ? Int.max : extent)
    }
    result = try Shape(checking: extents)
    left = try Shape(checking: first.flatMap { [$0, 1] })
    right = try Shape(checking: second.flatMap { [1, $0] })
  }
}
