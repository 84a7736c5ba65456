/// A layer of neurons: y = x · wᵀ + b. Operands: x [*, in], w [out, in] and, if there is one, b [out]; y [*, out].
/// PyTorch: `F.linear(x, w, b)`.
public struct Linear: Operation {
  /// Whether negative results become zero: a `Relu` behind it, in the same pass.
  public var rectified: Bool

  public init(rectified: Bool = false) { self.rectified = rectified }

  public var name: String { "linear" }

  /// - Throws: `rank` when the weights are no matrix or x is a number, `shapes` when extents differ.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let (x, weight) = (operands[0], operands[1])
    guard weight.rank == 2 else {
      throw TensorError(
        .rank, "the weights of linear are a matrix [out, in], and these have the shape \(weight)",
        operands: [.init(1, "\(weight)")])
    }
    guard x.rank > 0 else {
      throw TensorError(
        .rank, "linear takes at least a vector [in], not a number", operands: [.init(0, "\(x)")])
    }
    guard x[x.rank - 1] == weight[1] else {
      throw TensorError(
        .shapes, "weights \(weight) take \(weight[1]) inputs, and x \(x) has \(x[x.rank - 1])",
        operands: [.init(0, "\(x)"), .init(1, "\(weight)")])
    }
    if operands.count > 2, operands[2] != Shape(trusted: [weight[0]]) {
      throw TensorError(
        .shapes, "the bias of weights \(weight) has the shape [\(weight[0])], not \(operands[2])",
        operands: [.init(1, "\(weight)"), .init(2, "\(operands[2])")])
    }
    return try Shape(checking: x.array.dropLast() + [weight[0]])
  }

  public struct Saved: Sendable {
    let x: Tensor
    let weight: Tensor
    /// Where the results are rectified: they tell which were positive.
    let result: Tensor?
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let (x, weight) = (operands[0], operands[1])
    let result = try Tensor(uninitialized: shape, x.dtype)
    try MatrixProduct.multiply(
      x, rows(of: x, columns: weight.shape[1]), weight, weights(weight).transposed,
      plus: operands.count > 2 ? operands[2] : nil, into: result, at: 0, rectified: rectified, execution)
    return (result, Saved(x: x, weight: weight, result: rectified ? result : nil))
  }

  public func pullback(
    _ gradient: Tensor, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (x, weight) = (saved.x, saved.weight)
    var gradient = gradient
    if let result = saved.result { gradient = try Relu.pullback(gradient, throughResult: result, execution) }
    let slope = rows(of: gradient, columns: weight.shape[0])
    var result = [Tensor?](repeating: nil, count: needs.count)
    if needs[0] {
      let byX = try Tensor(uninitialized: x.shape, x.dtype)
      try MatrixProduct.multiply(gradient, slope, weight, weights(weight), into: byX, at: 0, execution)
      result[0] = byX
    }
    if needs[1] {
      let byWeight = try Tensor(uninitialized: weight.shape, weight.dtype)
      try MatrixProduct.multiply(
        gradient, slope.transposed, x, rows(of: x, columns: weight.shape[1]), into: byWeight, at: 0, execution
      )
      result[1] = byWeight
    }
    if needs.count > 2, needs[2] {
      result[2] = try Broadcast.reduce(gradient, to: Shape(trusted: [weight.shape[0]]), execution)
    }
    return result
  }

  /// All dimensions but the last as the rows of one matrix.
  private func rows(of tensor: Tensor, columns: Int) -> MatrixView {
    let rows = tensor.shape.array.dropLast().reduce(1, *)
    return MatrixView(rows: rows, columns: columns)
  }

  private func weights(_ weight: Tensor) -> MatrixView {
    MatrixView(rows: weight.shape[0], columns: weight.shape[1])
  }
}
