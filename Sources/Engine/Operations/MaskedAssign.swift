/// `base` with `value` where a mask is true: the functional form of x[mask] = value. The value is repeated to fill the
/// selected part, and converted to the base's type. The gradient by the base is 0 where it was overwritten; that by the
/// value is the gradient of the part.
///
/// Operands: base, value. PyTorch: `torch.masked_fill(x, mask, value)` for one number, `x.index_put((mask,), value)`.
public struct MaskedAssign: Operation {
  /// True where the value is written.
  public var mask: Tensor { chosen.elements }
  /// The first dimension that the mask covers, counted from 0.
  public let axis: Int

  private let chosen: Mask

  /// - Parameters:
  ///   - mask: bool, of the extents of the base from `axis` on.
  ///   - axis: the first dimension that it covers, counted from 0.
  ///   - execution: what may stop the counting.
  /// - Throws: `TensorError.dtype` for a mask that is not bool, `rank` for one without dimensions, `cancelled`.
  public init(to mask: Tensor, axis: Int = 0, in execution: Execution = Execution()) throws(TensorError) {
    chosen = try Mask(mask, execution)
    self.axis = axis
  }

  public var name: String { "assign" }
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var integers: IntegerRule { .keep }

  public func operandTypes(_ given: [DType]) -> [DType] { [given[0], given[0]] }

  /// Which part of the base is written, and the shape of the value.
  public struct Plan: OperationPlan {
    public let result: Shape
    let part: MaskedPart
    let value: Shape
  }

  /// - Parameter operands: the shapes of the base and of the value.
  /// - Returns: the base's shape, and which part of it is written.
  /// - Throws: `shapes` unless the mask has the extents of the base from `axis` on, and when the value does not fill the
  ///   part.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Plan {
    let part = try MaskedPart(chosen, from: axis, of: operands[0])
    try Assign.check(operands[1], fills: part.result)
    return Plan(result: operands[0], part: part, value: operands[1])
  }

  public func forward(
    _ operands: [Tensor], _ plan: Plan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let result = try operands[0].copied()
    try write(operands[1], into: result, plan.part, execution)
    return (result, ())
  }

  /// Writes `value`, which fills the part, into a tensor that nobody else holds.
  fileprivate func write(
    _ value: Tensor, into target: Tensor, _ part: MaskedPart, _ execution: Execution
  ) throws(TensorError) {
    let shape = MaskedAssign.aligned(value.shape, to: part.result)
    let filling =
      value.count == 1 || shape == part.result
      ? value : try Region(shape, repeatedTo: part.result).gathered(from: value, as: part.result, execution)
    try part.put(filling, into: target, by: chosen, execution)
  }

  /// The shape of a value without the leading dimensions of 1 that it has beyond the part's.
  private static func aligned(_ value: Shape, to part: Shape) -> Shape {
    Shape(trusted: Array(value.array.suffix(part.rank)))
  }

  public func pullback(
    _ gradient: Tensor, _ plan: Plan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var result: [Tensor?] = [nil, nil]
    if needs[0] {
      let rest = try gradient.copied()
      try plan.part.put(try Tensor(0, gradient.dtype), into: rest, by: chosen, execution)
      result[0] = rest
    }
    if needs[1] {
      let taken = try plan.part.taken(from: gradient, by: chosen, execution)
      let reduced = try Broadcast.reduce(
        taken, to: MaskedAssign.aligned(plan.value, to: plan.part.result), execution)
      result[1] = reduced.viewed(as: plan.value)
    }
    return result
  }
}

extension Tensor {
  /// Puts `value`, repeated to fill it and converted to this tensor's type, where a mask is true: x[mask] = value.
  ///
  /// Written in place where nobody else holds the elements, else into a copy. While a gradient is being recorded
  /// through either of the two, this is the operation `MaskedAssign`, so that the gradient flows on.
  /// - Parameters:
  ///   - value: of a shape that can be repeated to fill the selected part.
  ///   - mask: bool, of this tensor's extents from `axis` on.
  ///   - axis: the first dimension that the mask covers, counted from 0.
  ///   - execution: what may stop it.
  /// - Throws: as `MaskedAssign`; the tensor is unchanged then, unless the error is `cancelled`.
  public mutating func assign(
    _ value: Tensor, where mask: Tensor, axis: Int = 0, in execution: Execution = Execution()
  ) throws(TensorError) {
    let assign = try MaskedAssign(to: mask, axis: axis, in: execution)
    guard !isTaped, !value.isTaped else {
      self = try assign.apply([self, value], in: execution)
      return
    }
    do throws(TensorError) {
      let plan = try assign.plan(OperandShapes([shape, value.shape]))
      let converted = try value.converted(to: dtype)
      try makeUnique()
      try assign.write(converted, into: self, plan.part, execution)
    } catch {
      var named = error
      if named.operation == nil { named.operation = assign.name }
      throw named
    }
  }
}
