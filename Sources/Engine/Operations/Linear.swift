/// A layer of neurons: y = x · wᵀ + b. Operands: x [*, in], w [out, in] and, if there is one, b, which is [out] or a
/// number for all; y [*, out]. Weights [in] are one neuron, whose y [*] has no dimension of its own.
/// PyTorch: `F.linear(x, w, b)`.
public struct Linear: Operation {
  /// Whether negative results become zero: a `Relu` behind it, in the same pass.
  public var rectified: Bool

  public init(rectified: Bool = false) { self.rectified = rectified }

  public var name: String { "linear" }
  public var operandCount: ClosedRange<Int> { 2...3 }
  public var integers: IntegerRule { .compute }

  /// - Throws: `rank` when the weights are no matrix or vector or x is a number, `shapes` when extents differ.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let (x, weight) = (operands[0], operands[1])
    guard weight.rank == 1 || weight.rank == 2 else {
      throw TensorError(
        .rank,
        "the weights of linear are a matrix [out, in], or a vector [in], and these have the shape \(weight)",
        operands: [.init(1, "\(weight)")])
    }
    guard x.rank > 0 else {
      throw TensorError(
        .rank, "linear takes at least a vector [in], not a number", operands: [.init(0, "\(x)")])
    }
    let inputs = weights(weight).columns
    guard x[x.rank - 1] == inputs else {
      throw TensorError(
        .shapes, "weights \(weight) take \(inputs) inputs, and x \(x) has \(x[x.rank - 1])",
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
    return try Shape(checking: x.array.dropLast() + outputs)
  }

  public struct Saved: Sendable {
    let x: Tensor
    let weight: Tensor
    /// Where the results are rectified: they tell which were positive.
    let result: Tensor?
    let bias: Shape?
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let (x, weight) = (operands[0], operands[1])
    let given = operands.count > 2 ? operands[2].shape : nil
    guard x.dtype != .int64 else {
      let result = try whole(operands, into: shape, execution)
      return (result, Saved(x: x, weight: weight, result: rectified ? result : nil, bias: given))
    }
    let result = try Tensor(uninitialized: shape, x.dtype)
    let matrix = weights(weight.shape)
    var bias: Tensor?
    if operands.count > 2 { bias = try Broadcast.expand(operands[2], to: [matrix.rows], execution) }
    try MatrixProduct.multiply(
      x, rows(of: x, columns: matrix.columns), weight, matrix.transposed, plus: bias, into: result, at: 0,
      rectified: rectified, execution)
    return (result, Saved(x: x, weight: weight, result: rectified ? result : nil, bias: given))
  }

  /// The result of int64, which is exact.
  /// - Throws: `TensorError.overflow` where a number of it is beyond int64.
  private func whole(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let (x, weight) = (operands[0], operands[1])
    let columns = weight.rank == 1 ? weight : try Transpose().apply([weight], in: execution)
    let rows = x.viewed(as: Shape(trusted: [x.shape.array.dropLast().reduce(1, *), x.shape[x.rank - 1]]))
    var result = try MatMul().apply([rows, columns], in: execution).viewed(as: shape)
    if operands.count > 2 { result = try Add().apply([result, operands[2]], in: execution) }
    return rectified ? try Relu().apply([result], in: execution) : result
  }

  public func pullback(
    _ gradient: Tensor, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (x, weight) = (saved.x, saved.weight)
    var gradient = gradient
    if let result = saved.result { gradient = try Relu.pullback(gradient, throughResult: result, execution) }
    let matrix = weights(weight.shape)
    let slope = rows(of: gradient, columns: matrix.rows)
    var result = [Tensor?](repeating: nil, count: needs.count)
    if needs[0] {
      let byX = try Tensor(uninitialized: x.shape, x.dtype)
      try MatrixProduct.multiply(gradient, slope, weight, matrix, into: byX, at: 0, execution)
      result[0] = byX
    }
    if needs[1] {
      let byWeight = try Tensor(uninitialized: weight.shape, weight.dtype)
      try MatrixProduct.multiply(
        gradient, slope.transposed, x, rows(of: x, columns: matrix.columns), into: byWeight, at: 0, execution)
      result[1] = byWeight
    }
    if needs.count > 2, needs[2], let bias = saved.bias {
      result[2] = try Broadcast.reduce(gradient, to: bias, execution)
    }
    return result
  }

  /// All dimensions in front of the columns as the rows of one matrix; of one column there may be no dimension.
  private func rows(of tensor: Tensor, columns: Int) -> MatrixView {
    let hasColumns = tensor.rank > 0 && tensor.shape[tensor.rank - 1] == columns
    let rows = hasColumns ? tensor.shape.array.dropLast().reduce(1, *) : tensor.count
    return MatrixView(rows: rows, columns: columns)
  }

  /// A vector of weights is a matrix of one row.
  private func weights(_ weight: Shape) -> MatrixView {
    MatrixView(rows: weight.rank == 1 ? 1 : weight[0], columns: weight[weight.rank - 1])
  }
}
