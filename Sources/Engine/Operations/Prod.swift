/// The product along axes; 1 for no elements. Accumulated in float64, of int64 exactly. The gradient by an element is the
/// product of the others, also where some are 0. PyTorch: `torch.prod(x, dim, keepdim)`.
public struct Prod: AxisReduction {
  public let axes: [Int]
  public let keepDimensions: Bool

  /// - Parameters:
  ///   - axes: which are gone over, counted from 0; none for all.
  ///   - keepDimensions: whether they stay with an extent of 1.
  public init(axes: [Int] = [], keepDimensions: Bool = ReductionOptions.keepDimensions.standard) {
    (self.axes, self.keepDimensions) = (axes, keepDimensions)
  }

  public var name: String { "prod" }
  public var integers: IntegerRule { .compute }

  public func forward(
    _ operands: [Tensor], _ plan: ReductionPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: ProdOperands) {
    let x = operands[0]
    let products =
      switch x.dtype {
      case .int64: try Products(integers: x, into: plan.kept, execution)
      case .float32: try Products(x, into: plan.kept, as: Float.self, execution)
      default: try Products(x, into: plan.kept, as: Double.self, execution)
      }
    let result = try products.values(execution).converted(to: x.dtype).viewed(as: plan.result)
    return (result, ProdOperands(x: x, products: products))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ReductionPlan, _ saved: ProdOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      gradient.dtype == .float32
        ? try saved.products.pullback(gradient, saved.x, as: Float.self, execution)
        : try saved.products.pullback(gradient, saved.x, as: Double.self, execution)
    ]
  }
}

/// What the pullback of a product needs.
public struct ProdOperands: Sendable {
  let x: Tensor
  let products: Products
}
