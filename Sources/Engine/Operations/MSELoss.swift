/// The squared distance of two tensors, element by element: (a − b)², its mean, or its sum. Operands of one shape, or a
/// number beside any shape; sums are kept in float64. NaN for the mean of nothing.
///
/// Other shapes that would broadcast are refused: `[N, 1]` against `[N]` is an oversight that would compare all with all.
/// PyTorch: `F.mse_loss(a, b, reduction=…)`, which warns there.
public struct MSELoss: Operation {
  /// What becomes of the squared distances.
  public var reduction: LossReduction

  /// - Parameter reduction: what becomes of the squared distances: their mean, their sum, or one number for each.
  public init(reduction: LossReduction = LossReduction.option.standard) { self.reduction = reduction }

  public var name: String { "mse_loss" }
  public var operandCount: ClosedRange<Int> { 2...2 }

  /// - Parameter operands: the shapes of a and b: equal, or one of them `[]`.
  /// - Returns: `[]`, or without a reduction the operands' shape.
  /// - Throws: `shapes` when the shapes differ and neither operand is a number.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let (a, b) = (operands[0], operands[1])
    guard a == b || a.rank == 0 || b.rank == 0 else {
      throw TensorError(
        .shapes, "mse_loss compares element by element, but the shapes are \(a) and \(b)",
        operands: [.init(0, "\(a)"), .init(1, "\(b)")],
        help: a.count == b.count ? "reshape one to the other's shape" : nil)
    }
    return reduction == .none ? MSELoss.common(a, b) : []
  }

  private static func common(_ a: Shape, _ b: Shape) -> Shape { a.rank == 0 ? b : a }

  /// What the pullback needs: both operands.
  public struct Saved: Sendable {
    let a: Tensor
    let b: Tensor
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let saved = Saved(a: operands[0], b: operands[1])
    let result =
      saved.a.dtype == .float32
      ? try forward(saved, as: Float.self, execution) : try forward(saved, as: Double.self, execution)
    return (result, saved)
  }

  private func forward<T: FloatingScalar>(
    _ saved: Saved, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let (a, b) = (saved.a, saved.b)
    let shape = MSELoss.common(a.shape, b.shape)
    guard reduction != .none else {
      return try Broadcast.map(a, b, into: shape, as: T.self, execution) { ($0 - $1) * ($0 - $1) }
    }
    // Both are held to the end of this function.
    defer { withExtendedLifetime((a, b)) {} }
    let (left, right) = (a.pointer(as: T.self), b.pointer(as: T.self))
    let (leftStep, rightStep) = (a.rank == shape.rank ? 1 : 0, b.rank == shape.rank ? 1 : 0)
    var sum = 0.0
    try Broadcast.inChunks(shape.count, execution) { range in
      for i in range {
        let difference = left[i &* leftStep].asDouble - right[i &* rightStep].asDouble
        sum += difference * difference
      }
    }
    return try Tensor(reduction == .mean ? sum / Double(shape.count) : sum, T.dtype)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
      ? try pullback(gradient, saved, needs, as: Float.self, execution)
      : try pullback(gradient, saved, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ saved: Saved, _ needs: [Bool], as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let (a, b) = (saved.a, saved.b)
    let shape = MSELoss.common(a.shape, b.shape)
    let factor = T(reduction == .mean ? 2 / Double(shape.count) : 2)
    var result: [Tensor?] = [nil, nil]
    for (position, operand) in [a, b].enumerated() where needs[position] {
      let kernel = ScaledDifference<T>(factor: position == 0 ? factor : -factor)
      let each = try Broadcast.map(gradient, a, b, into: shape, kernel, execution)
      result[position] = try Broadcast.reduce(each, to: operand.shape, execution)
    }
    return result
  }
}

private struct ScaledDifference<T: FloatingScalar>: TripleKernel {
  let factor: T

  @inline(__always)
  func callAsFunction(_ gradient: T, _ a: T, _ b: T) -> T { factor * gradient * (a - b) }
}
