/// A layer of neurons: y = x · wᵀ + b. Operands: x [*, in], w [out, in] and, if there is one, b, which is [out] or a
/// number for all; y [*, out]. Weights [in] are one neuron, whose y [*] has no dimension of its own.
/// PyTorch: `F.linear(x, w, b)`.
public struct Linear: Operation {
  /// Whether negative results become zero: a `Relu` behind it, in the same pass.
  public var rectified: Bool

  /// - Parameter rectified: whether negative results become zero.
  public init(rectified: Bool = false) { self.rectified = rectified }

  public var name: String { "linear" }
  public var operandCount: ClosedRange<Int> { 2...3 }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: the shapes of x, `[*, in]`, of the weights, `[out, in]` or `[in]`, and, if there is one, of
  ///   the bias, `[out]` or `[]`.
  /// - Returns: the shape of the result, `[*, out]` or `[*]`, and the matrices that the operands are.
  /// - Throws: `rank` when the weights are no matrix or vector or x is a number, `shapes` when extents differ, `memory`
  ///   for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Plan {
    let (x, weight) = (operands[0], operands[1])
    guard weight.rank == 1 || weight.rank == 2 else {
      throw TensorError(
        .rank,
        "the weights of linear must be a matrix [out, in] or a vector [in], not \(weight)",
        operands: [.init(1, "\(weight)")])
    }
    guard x.rank > 0 else {
      throw TensorError(
        .rank, "linear takes at least a vector [in], not a number", operands: [.init(0, "\(x)")])
    }
    // A vector of weights is a matrix of one row.
    let matrix = MatrixView(rows: weight.rank == 1 ? 1 : weight[0], columns: weight[weight.rank - 1])
    let inputs = matrix.columns
    guard x[x.rank - 1] == inputs else {
      throw TensorError(
        .shapes, "weights \(weight) take \(inputs) inputs, but x \(x) has \(x[x.rank - 1])",
        operands: [.init(0, "\(x)"), .init(1, "\(weight)")])
    }
    let outputs = weight.array.dropLast()
    if operands.count > 2, operands[2].rank > 0, operands[2] != Shape(trusted: Array(outputs)) {
      let wanted = outputs.isEmpty ? "is a number" : "has the shape \(Shape.text(Array(outputs)))"
      throw TensorError(
        .shapes,
        "the bias of weights \(weight) \(wanted), not \(outputs.isEmpty ? "of shape " : "")\(operands[2])",
        operands: [.init(1, "\(weight)"), .init(2, "\(operands[2])")])
    }
    let leading = x.array.dropLast()
    return Plan(
      result: try Shape(checking: Array(leading + outputs)), weights: matrix, rows: leading.reduce(1, *),
      bias: operands.count > 2 ? operands[2] : nil)
  }

  /// The matrices that the operands are.
  public struct Plan: OperationPlan {
    public let result: Shape
    let weights: MatrixView
    /// All dimensions of x in front of its inputs.
    let rows: Int
    let bias: Shape?

    var inputs: MatrixView { MatrixView(rows: rows, columns: weights.columns) }
    var outputs: MatrixView { MatrixView(rows: rows, columns: weights.rows) }
  }

  /// What the pullback needs: x, the weights, and where the results are rectified, the result.
  public struct Saved: Sendable {
    let x: Tensor
    let weight: Tensor
    /// Where the results are rectified: they tell which were positive.
    let result: Tensor?
  }

  public func forward(
    _ operands: [Tensor], _ plan: Plan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let (x, weight) = (operands[0], operands[1])
    guard x.dtype != .int64 else {
      let result = try whole(operands, plan, execution)
      return (result, Saved(x: x, weight: weight, result: rectified ? result : nil))
    }
    let result = try Tensor(uninitialized: plan.result, x.dtype)
    var bias: Tensor?
    if operands.count > 2 {
      bias = try Broadcast.expand(operands[2], to: Shape(trusted: [plan.weights.rows]), execution)
    }
    try MatrixProduct.multiply(
      x, plan.inputs, weight, plan.weights.transposed, plus: bias, into: result, at: 0,
      rectified: rectified, execution)
    return (result, Saved(x: x, weight: weight, result: rectified ? result : nil))
  }

  /// The result of int64, which is exact.
  /// - Throws: `TensorError.overflow` where a number of it is beyond int64.
  private func whole(
    _ operands: [Tensor], _ plan: Plan, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let (x, weight) = (operands[0], operands[1])
    let columns = weight.rank == 1 ? weight : try Transpose().apply([weight], in: execution)
    let rows = x.viewed(as: Shape(trusted: [plan.rows, plan.weights.columns]))
    var result = try MatMul().apply([rows, columns], in: execution).viewed(as: plan.result)
    if operands.count > 2 { result = try Add().apply([result, operands[2]], in: execution) }
    return rectified ? try Relu().apply([result], in: execution) : result
  }

  public func pullback(
    _ gradient: Tensor, _ plan: Plan, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (x, weight) = (saved.x, saved.weight)
    var gradient = gradient
    if let result = saved.result { gradient = try Relu.pullback(gradient, throughResult: result, execution) }
    var result = [Tensor?](repeating: nil, count: needs.count)
    if needs[0] {
      let byX = try Tensor(uninitialized: x.shape, x.dtype)
      try MatrixProduct.multiply(gradient, plan.outputs, weight, plan.weights, into: byX, at: 0, execution)
      result[0] = byX
    }
    if needs[1] {
      let byWeight = try Tensor(uninitialized: weight.shape, weight.dtype)
      try MatrixProduct.multiply(
        gradient, plan.outputs.transposed, x, plan.inputs, into: byWeight, at: 0, execution)
      result[1] = byWeight
    }
    if needs.count > 2, needs[2], let bias = plan.bias {
      result[2] = try Broadcast.reduce(gradient, to: bias, execution)
    }
    return result
  }
}
