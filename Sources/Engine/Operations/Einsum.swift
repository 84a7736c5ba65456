/// Products of elements, summed, by an equation in Einstein's notation: `ij,jk->ik` is the matrix product. Each letter names a
/// dimension; one that stands twice in an operand goes along its diagonal; what the result lacks is summed over. `...`
/// stands for any further dimensions, which broadcast. Without an arrow the result has the letters that occur once, in
/// the order of the alphabet. PyTorch: `torch.einsum(equation, operands)`.
public struct Einsum: Operation {
  /// What is computed.
  public let equation: EinsumEquation

  /// - Parameter equation: such as `ij,jk->ik`.
  /// - Throws: `TensorError.option` for what is not an equation.
  public init(_ equation: String) throws(TensorError) { self.equation = try EinsumEquation(equation) }

  public var name: String { "einsum" }
  public var operandCount: ClosedRange<Int> { equation.operands.count...equation.operands.count }
  public var integers: IntegerRule { .compute }

  /// - Parameter operands: their shapes, as many as the equation has.
  /// - Returns: the extents of the result's letters, and how the operands go together.
  /// - Throws: `rank` where an operand has another number of dimensions than letters, `shapes` where two extents of one
  ///   letter differ, `memory` for a result beyond any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> EinsumPlan {
    try EinsumPlan(equation, operands)
  }

  public func forward(
    _ operands: [Tensor], _ plan: EinsumPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Tensor]) {
    let factors = try self.factors(operands, plan, execution)
    let product = try EinsumContraction(plan: plan, execution: execution).contract(factors, to: plan.output)
    return (product.tensor.viewed(as: plan.result), operands.map(\.detached))
  }

  /// The operands with each label once.
  private func factors(
    _ operands: [Tensor], _ plan: EinsumPlan, _ execution: Execution
  ) throws(TensorError) -> [LabelledTensor] {
    var factors: [LabelledTensor] = []
    for (tensor, operand) in zip(operands, plan.operands) {
      let shape = try plan.shape(operand.labels)
      let factor =
        operand.isWhole
        ? tensor.detached.viewed(as: shape)
        : try Region(operand.shape).joining(operand.groups).gathered(from: tensor, as: shape, execution)
      factors.append(LabelledTensor(tensor: factor, labels: operand.labels))
    }
    return factors
  }

  /// The gradient by an operand is the product of the result's with all other operands, summed over what the operand does
  /// not have.
  public func pullback(
    _ gradient: Tensor, _ plan: EinsumPlan, _ operands: [Tensor], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let factors = try self.factors(operands, plan, execution)
    let result = LabelledTensor(tensor: gradient.detached, labels: plan.output)
    var gradients: [Tensor?] = []
    for (position, operand) in plan.operands.enumerated() {
      guard needs[position] else {
        gradients.append(nil)
        continue
      }
      var others = factors
      others.remove(at: position)
      let product = try EinsumContraction(plan: plan, execution: execution).contract(
        [result] + others, to: operand.labels)
      gradients.append(try spread(product, over: operand, plan, execution))
    }
    return gradients
  }

  /// The gradient along the labels of an operand as one of its shape: the same along labels that were summed over alone.
  private func spread(
    _ product: LabelledTensor, over operand: EinsumPlan.Operand, _ plan: EinsumPlan, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let shape = try plan.shape(operand.labels)
    let known = operand.labels.map { product.labels.contains($0) ? plan.extents[$0] ?? 1 : 1 }
    let whole = try Broadcast.expand(product.tensor.viewed(as: Shape(checking: known)), to: shape, execution)
    if operand.isWhole { return whole.viewed(as: operand.shape) }
    let result = try Tensor(zeros: operand.shape, whole.dtype)
    try Region.copy(
      whole, Region(shape), into: result, Region(operand.shape).joining(operand.groups), execution)
    return result
  }
}
