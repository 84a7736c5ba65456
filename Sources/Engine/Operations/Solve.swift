/// X with A·X = B, for square matrices A, by Gaussian elimination with partial pivoting. [*, n, n] with [*, n, k] gives [*, n, k],
/// and with vectors [*, n] gives [*, n]; batches broadcast unless B is vectors. The gradient by B is A⁻ᵀ·g, the one by A
/// less that times Xᵀ. PyTorch: `torch.linalg.solve(a, b)`.
public struct Solve: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "solve" }
  public var operandCount: ClosedRange<Int> { 2...2 }

  /// - Parameter operands: the shapes of a, `[*, n, n]`, and of b, `[*, n]` or `[*, n, k]`.
  /// - Returns: the shape of b, with the batches of both.
  /// - Throws: `rank`, `shapes` for what are no square matrices, or right sides of another length.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> SolvePlan {
    try SolvePlan(operands[0], operands[1])
  }

  /// The matrices, and the solution as matrices.
  public struct Saved: Sendable {
    let a: Tensor
    let x: Tensor
  }

  /// - Throws: `option` for a singular matrix.
  public func forward(
    _ operands: [Tensor], _ plan: SolvePlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let a = try plan.spread(operands[0].detached, plan.ofA, to: plan.matrices, execution)
    let b = try plan.spread(operands[1].detached, plan.ofB, to: plan.sides, execution)
    let batch = try MatrixBatch(squareIn: plan.matrices, for: name)
    let factors = try LUFactors(of: a, batch, execution)
    try factors.checkRegular(for: name)
    let x = try factors.solve(b, columns: plan.columns, execution)
    return (x.viewed(as: plan.result), Saved(a: a, x: x))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: SolvePlan, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let transposed = try Transpose().apply([saved.a], in: execution)
    let factors = try LUFactors(of: transposed, MatrixBatch(squareIn: plan.matrices, for: name), execution)
    let byB = try factors.solve(gradient.viewed(as: plan.sides), columns: plan.columns, execution)
    var byA: Tensor?
    if needs[0] {
      let product = try MatMul().apply(
        [byB, try Transpose().apply([saved.x], in: execution)], in: execution)
      let reduced = try Broadcast.reduce(
        try Negate().apply([product], in: execution), to: plan.aligned(plan.ofA, plan.matrices), execution)
      byA = reduced.viewed(as: plan.ofA)
    }
    let reduced = try Broadcast.reduce(byB, to: plan.aligned(plan.ofB, plan.sides), execution)
    return [byA, needs[1] ? reduced.viewed(as: plan.givenB) : nil]
  }
}

/// How the operands of `Solve` go together.
public struct SolvePlan: OperationPlan {
  public let result: Shape
  /// A and B with all batches.
  let matrices: Shape
  let sides: Shape
  /// A and B as they are, vectors as matrices of one column.
  let ofA: Shape
  let ofB: Shape
  let givenB: Shape
  /// How many right sides there are for each matrix.
  let columns: Int

  init(_ a: Shape, _ b: Shape) throws(TensorError) {
    let n = try MatrixBatch(squareIn: a, for: "solve").extent
    let isVector = b.rank == 1 || b.rank == a.rank - 1 && b.array == Array(a.array.dropLast())
    let length = b.rank == 0 ? nil : isVector ? b[b.rank - 1] : b[b.rank - 2]
    guard length == n else {
      throw TensorError(
        .shapes, "solve needs a right side of \(n) numbers for the matrix \(a), and this has the shape \(b)",
        operands: [.init(0, "\(a)"), .init(1, "\(b)")])
    }
    (ofA, givenB) = (a, b)
    ofB = isVector ? try Shape(checking: b.array + [1]) : b
    columns = ofB[ofB.rank - 1]
    let batches = try Broadcast.shape(
      Shape(trusted: Array(a.array.dropLast(2))), Shape(trusted: Array(ofB.array.dropLast(2))))
    matrices = try Shape(checking: batches.array + [n, n])
    sides = try Shape(checking: batches.array + [n, columns])
    result = isVector ? try Shape(checking: batches.array + [n]) : sides
  }

  /// The shape with axes of 1 in front.
  func aligned(_ shape: Shape, _ whole: Shape) -> Shape {
    Shape(trusted: [Int](repeating: 1, count: whole.rank - shape.rank) + shape.array)
  }

  /// An operand repeated over the batches.
  func spread(
    _ x: Tensor, _ shape: Shape, to whole: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    try Broadcast.expand(x.viewed(as: aligned(shape, whole)), to: whole, execution)
  }
}
