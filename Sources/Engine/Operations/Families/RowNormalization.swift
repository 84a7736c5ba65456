/// Normalisation within each case: contiguous rows of a tensor are brought to mean 0 and variance 1, then scaled and moved:
/// y = (x − mean) / √(variance + ε) · weight + bias. A conforming type says which rows these are.
///
/// Operands: x; then, if there are any, weight and bias, of the shape that the plan asks for. The variance is Σ (x − mean)² / n
/// over the n elements of a row; NaN stays within its row.
/// The gradient g goes on to x as (h − Σh / n − x̂ · Σ h·x̂ / n) / √(variance + ε), where h = g · weight and
/// x̂ = (x − mean) / √(variance + ε).
public protocol RowNormalization: Operation where Plan == RowNormalizationPlan, Saved == NormalizedRows {
  /// What is added to the variance, so that nothing is divided by 0; not negative.
  var epsilon: Double { get }
}

/// Which rows are normalised, and which weight each of their elements has.
public struct RowNormalizationPlan: OperationPlan {
  public let result: Shape
  /// How many rows there are, of how many segments each, of how many elements each.
  let rows: Int
  let segments: Int
  let inner: Int
  /// After how many rows the weights begin anew; each segment has its own.
  let period: Int

  /// The weight of a segment of a row.
  @inline(__always)
  func firstWeight(of row: Int) -> Int { row % period &* segments }

  /// Of each row Σ x / n and Σ (x − mean)² / n, in float64.
  func moments(_ x: Tensor, _ execution: Execution) throws(TensorError) -> (means: Tensor, variances: Tensor)
  {
    let length = segments * inner
    let x = x.viewed(as: try Shape(checking: rows, length))
    var means = try Reduction.sums(x, into: try Shape(checking: rows, 1), execution)
    try Reduction.scale(&means, by: Double(length))
    var variances = try Reduction.squaredDeviations(x, from: means, execution)
    try Reduction.scale(&variances, by: Double(length))
    return (means, variances)
  }

  /// - Throws: `shapes` for a weight or a bias of another shape.
  static func check(
    _ operands: OperandShapes, weights: Shape, _ needing: @autoclosure () -> String
  ) throws(TensorError) {
    for (position, shape) in operands.enumerated().dropFirst() where shape != weights {
      let label = position == 1 ? "weight" : "bias"
      throw TensorError(
        .shapes, "\(needing()) a \(label) of shape \(weights), not \(shape)",
        operands: [.init(0, "\(operands[0])"), .init(position, "\(label) \(shape)")])
    }
  }
}

/// What the pullback needs: x, the weight, and of each row its mean and 1 / √(variance + ε), `[rows, 2]` in float64.
public struct NormalizedRows: Sendable {
  let x: Tensor
  let weight: Tensor?
  let statistics: Tensor
}

extension RowNormalization {
  public var operandCount: ClosedRange<Int> { 1...3 }

  public func forward(
    _ operands: [Tensor], _ plan: RowNormalizationPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: NormalizedRows) {
    let x = operands[0]
    let weight = operands.count > 1 ? operands[1] : nil
    let bias = operands.count > 2 ? operands[2] : nil
    let saved = NormalizedRows(
      x: x, weight: weight,
      statistics: try Tensor(uninitialized: Shape(checking: [plan.rows, 2]), .float64))
    let result = try Tensor(uninitialized: plan.result, x.dtype)
    if result.count == 0 { return (result, saved) }
    if let rows = NormalizedLines(plan, execution) {
      try rows.forward(saved, bias, epsilon, into: result)
    } else if x.dtype == .float32 {
      try NormalizationLoops<Float>(plan, execution).forward(saved, bias, epsilon, into: result)
    } else {
      try NormalizationLoops<Double>(plan, execution).forward(saved, bias, epsilon, into: result)
    }
    return (result, saved)
  }

  public func pullback(
    _ gradient: Tensor, _ plan: RowNormalizationPlan, _ saved: NormalizedRows, needs: [Bool],
    _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if let rows = NormalizedLines(plan, execution) { return try rows.pullback(gradient, saved, needs) }
    return gradient.dtype == .float32
      ? try NormalizationLoops<Float>(plan, execution).pullback(gradient, saved, needs)
      : try NormalizationLoops<Double>(plan, execution).pullback(gradient, saved, needs)
  }

  /// The elements of the row that an element of the result belongs to.
  /// - Parameters:
  ///   - position: the flat position of the element, counted from 0.
  ///   - x: the shape of x.
  /// - Returns: their flat positions, and that of the element's weight among the weights.
  /// - Throws: what `plan` throws.
  package func row(of position: Int, _ x: Shape) throws(TensorError) -> (elements: Range<Int>, weight: Int) {
    let plan = try plan(OperandShapes([x]))
    let length = plan.segments * plan.inner
    let row = position / length
    return (
      row * length..<(row + 1) * length, plan.firstWeight(of: row) + position % length / plan.inner
    )
  }
}
